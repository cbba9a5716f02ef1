// Collects the images of a site and prints each one as soon as it is stored:
//   print-stored URL FOLDER
import CrawlModel
import Crawling
import Foundation

/// Prints a line for each stored image: its address, its size, and the file it is in.
///
/// Several worker threads call it at the same time, and wait for it. It keeps no state, and each line
/// is one call of `print`.
struct StoredImages: CrawlObserver {
  func crawl(did event: CrawlEvent) {
    guard case .finished(let job, _, let findings) = event,
      case .stored(let content) = findings.outcome
    else { return }
    print("\(job.address): \(content.bytes) bytes in \(content.file)")
  }
}

let arguments = CommandLine.arguments
guard arguments.count == 3 else {
  print("usage: print-stored URL FOLDER")
  exit(64)
}
let configuration = CrawlConfiguration(seeds: [arguments[1]], output: arguments[2])
let summary = try Crawl(configuration, observers: [StoredImages()]).run()
print("\(summary.images.taken) images stored")
