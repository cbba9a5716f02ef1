// Runs a crawl beside other tasks, prints each image when it is stored, and stops after a minute:
//   watch-a-crawl URL [FOLDER]
import CrawlModel
import Crawling

let arguments = CommandLine.arguments.dropFirst()
let configuration = CrawlConfiguration(
  seeds: Array(arguments.prefix(1)), output: arguments.dropFirst().first ?? "images")
let running = try RunningCrawl(configuration)

let printing = Task {
  for await event in running.events {
    guard case .finished(let job, _, let findings) = event,
      case .stored(let content) = findings.outcome
    else { continue }
    print("\(job.address): \(content.bytes) bytes in \(content.file)")
  }
}
let clock = Task {
  try await Task.sleep(for: .seconds(60))
  running.stop()
}

let summary = try await running.summary()
await printing.value
clock.cancel()
print("\(summary.ending.rawValue): \(summary.images.taken) images stored")
