import Addressing
import CrawlModel
import Threads

/// Prints the images that a dry run finds, one line each, and adds up their sizes.
final class DryRunList: CrawlObserver {
  /// The totals of the images.
  struct Sum: Sendable, Hashable {
    /// The number of images.
    var images = 0
    /// The bytes of those whose size is known.
    var bytes = 0
    /// The number of images for which no server gave a size.
    var unknown = 0
  }

  private let file: @Sendable (ImageKey, Job, ImageFacts) -> String?
  private let write: @Sendable ([UInt8]) -> Void
  private let total = Monitor(Sum())

  /// Makes an empty list.
  ///
  /// - Parameters:
  ///   - file: returns where an image would be stored, if that is worth a mention.
  ///   - write: receives each line with its line end, from several threads.
  init(
    _ file: @escaping @Sendable (ImageKey, Job, ImageFacts) -> String?,
    write: @escaping @Sendable ([UInt8]) -> Void
  ) {
    self.file = file
    self.write = write
  }

  /// The totals so far.
  var sum: Sum { total.withLock { $0 } }

  /// Handles an event; events that do not concern an image of a dry run are ignored.
  func crawl(did event: CrawlEvent) {
    guard case .wouldStore(let key, let job, let facts, let bytes) = event else { return }
    total.withLock { sum in
      sum.images += 1
      sum.bytes += bytes ?? 0
      if bytes == nil { sum.unknown += 1 }
    }
    let size = bytes.map { Readable.bytes($0) } ?? "?"
    let pixels = facts.width.flatMap { width in facts.height.map { "\(width)x\($0)" } } ?? "-"
    let line =
      "\(Self.pad(size, before: true, to: 9))  \(Self.pad(facts.format.rawValue, to: 4))  "
      + "\(Self.pad(pixels, to: 11))  \(key.text)"
      + (file(key, job, facts).map { "  \($0)" } ?? "") + "\n"
    write(Array(line.utf8))
  }

  private static func pad(_ text: String, before: Bool = false, to width: Int) -> String {
    let room = String(repeating: " ", count: max(0, width - text.count))
    return before ? room + text : text + room
  }
}
