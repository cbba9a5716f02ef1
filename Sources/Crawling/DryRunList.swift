import Addressing
public import CrawlModel
import Threads

/// Lists the images that a dry run finds, a line each, and adds up how large they are.
public final class DryRunList: CrawlObserver {
  /// What the images come to.
  public struct Sum: Sendable, Hashable {
    /// How many images there are.
    public var images = 0
    /// The bytes of those whose size is known.
    public var bytes = 0
    /// How many there are whose size no server told.
    public var unknown = 0
  }

  private let write: @Sendable ([UInt8]) -> Void
  private let total = Monitor(Sum())

  /// Makes an empty list; `write` takes each line with its end, from several threads.
  public init(write: @escaping @Sendable ([UInt8]) -> Void) { self.write = write }

  /// The images so far.
  public var sum: Sum { total.withLock { $0 } }

  /// Takes in an event; those that are about no image of a dry run pass.
  public func crawl(did event: CrawlEvent) {
    guard case .wouldStore(let job, let facts, let bytes) = event else { return }
    total.withLock { sum in
      sum.images += 1
      sum.bytes += bytes ?? 0
      if bytes == nil { sum.unknown += 1 }
    }
    let size = bytes.map { Readable.bytes($0) } ?? "?"
    let pixels = facts.width.flatMap { width in facts.height.map { "\(width)x\($0)" } } ?? "-"
    let line =
      "\(Self.pad(size, before: true, to: 9))  \(Self.pad(facts.format.rawValue, to: 4))  "
      + "\(Self.pad(pixels, to: 11))  \(job.address)\n"
    write(Array(line.utf8))
  }

  private static func pad(_ text: String, before: Bool = false, to width: Int) -> String {
    let room = String(repeating: " ", count: max(0, width - text.count))
    return before ? room + text : text + room
  }
}
