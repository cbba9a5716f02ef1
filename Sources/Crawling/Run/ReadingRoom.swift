import Bytes
import CrawlModel
import Extracting
import Threads

/// Limits how many large documents are read at a time, so that the memory for all of them together
/// stays below a limit.
///
/// A thread whose document does not fit waits until another one has finished its own. One document is
/// always read, and a reader waits for nothing that another reader has, so reading goes on.
final class ReadingRoom: Sendable {
  /// Smaller documents are read without asking for room.
  static let largeBytes = 128 << 10
  /// What the text takes, as a multiple of its size: the bytes as served, in UTF-8, and what is left
  /// of them for libxml2.
  private static let textFactor = 4
  /// The size of a short link in a document, and what it takes until it is in the backlog, with the
  /// caption of an image.
  private static let (linkBytes, discoveryBytes) = (14, 1_100)

  private let limit: Int
  private let used = Monitor(0)

  /// Makes a room of `limit` bytes.
  init(_ limit: Int) { self.limit = limit }

  /// Runs a closure that reads the result of a transfer and passes on what it found.
  func reading<Result>(_ fetched: Fetched, _ body: () throws -> Result) rethrows -> Result {
    let bytes = Self.byteCount(of: fetched)
    guard bytes >= Self.largeBytes else { return try body() }
    let links = min(bytes / Self.linkBytes, LinkExtractors.maximumLinks)
    let need = bytes * Self.textFactor + links * Self.discoveryBytes
    used.wait { (used: inout Int) -> Decision<Void> in
      guard used == 0 || used + need <= limit else { return .sleep }
      used += need
      return .finish(())
    }
    defer {
      used.withLock { $0 -= need }
      used.broadcast()
    }
    return try body()
  }

  /// The size of a document; of a compressed one, the size that it may have unpacked.
  private static func byteCount(of fetched: Fetched) -> Int {
    guard case .document(let content) = fetched.result else { return 0 }
    guard case .memory(let bytes) = content.place, Gunzip.isPacked(bytes.span) else {
      return content.count
    }
    return SitemapLinks.maximumBytes
  }
}
