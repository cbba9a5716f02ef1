import CrawlModel
import Synchronization
import Threads

/// The limits of a whole crawl, shared by its workers.
///
/// A worker claims an image before it stores it, so that a limit of 100 images is exact even if
/// many arrive at the same moment.
final class Budget: Sendable {
  private let limits: (pages: Int, images: Int, bytes: Int)
  private let pages = Atomic(0)
  private let images = Atomic(0)
  private let bytes = Atomic(0)
  private let turn = Monitor(())

  init(pages: Int?, images: Int?, bytes: Int?) {
    limits = (pages ?? .max, images ?? .max, bytes ?? .max)
  }

  /// Adds what earlier runs of the same crawl have used.
  func use(pages: Int, images: Int, bytes: Int) {
    self.pages.add(pages, ordering: .relaxed)
    self.images.add(images, ordering: .relaxed)
    self.bytes.add(bytes, ordering: .relaxed)
  }

  /// Claims a page; returns the limit that forbids it, if any.
  func claimPage() -> CrawlLimit? {
    Self.claim(1, of: pages, limit: limits.pages) ? nil : .pages
  }

  /// Returns the claim for a page that will be read again.
  func returnPage() { pages.subtract(1, ordering: .relaxed) }

  /// Claims an image of `count` bytes; returns the limit that forbids it, if any.
  func claimImage(of count: Int) -> CrawlLimit? {
    guard Self.claim(1, of: images, limit: limits.images) else { return .images }
    guard Self.claim(count, of: bytes, limit: limits.bytes) else {
      images.subtract(1, ordering: .relaxed)
      return .bytes
    }
    return nil
  }

  /// Runs a closure that claims an image, stores it, and returns the claim if it was a duplicate.
  ///
  /// If images are limited, closures run one at a time. Otherwise a claim for a duplicate could
  /// make another worker stop before the limit is reached.
  func storing<Result, Failure: Error>(
    _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    guard limits.images < .max || limits.bytes < .max else { return try body() }
    return try turn.withLock { (_) throws(Failure) in try body() }
  }

  /// Returns the claim for an image that took no space.
  func returnImage(of count: Int) {
    images.subtract(1, ordering: .relaxed)
    bytes.subtract(count, ordering: .relaxed)
  }

  private static func claim(_ number: Int, of counter: borrowing Atomic<Int>, limit: Int) -> Bool {
    let (_, sum) = counter.add(number, ordering: .relaxed)
    guard sum > limit else { return true }
    counter.subtract(number, ordering: .relaxed)
    return false
  }
}
