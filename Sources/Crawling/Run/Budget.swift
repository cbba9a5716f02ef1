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
  /// Claims a number of a limit for all machines of a shared crawl.
  private let share: (@Sendable (Int, CrawlLimit, Int) -> Bool)?

  init(
    pages: Int?, images: Int?, bytes: Int?,
    share: (@Sendable (Int, CrawlLimit, Int) -> Bool)? = nil
  ) {
    limits = (pages ?? .max, images ?? .max, bytes ?? .max)
    self.share = share
  }

  /// Adds what earlier runs of the same crawl have used.
  func use(pages: Int, images: Int, bytes: Int) {
    self.pages.add(pages, ordering: .relaxed)
    self.images.add(images, ordering: .relaxed)
    self.bytes.add(bytes, ordering: .relaxed)
  }

  /// Claims a page; returns the limit that forbids it, if any.
  func claimPage() -> CrawlLimit? {
    claim(1, of: .pages, pages, limit: limits.pages) ? nil : .pages
  }

  /// Returns the claim for a page that will be read again.
  func returnPage() { giveBack(1, of: .pages, pages, limit: limits.pages) }

  /// Claims an image of `count` bytes; returns the limit that forbids it, if any.
  func claimImage(of count: Int) -> CrawlLimit? {
    guard claim(1, of: .images, images, limit: limits.images) else { return .images }
    guard claim(count, of: .bytes, bytes, limit: limits.bytes) else {
      giveBack(1, of: .images, images, limit: limits.images)
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
    giveBack(1, of: .images, images, limit: limits.images)
    giveBack(count, of: .bytes, bytes, limit: limits.bytes)
  }

  private func claim(
    _ number: Int, of kind: CrawlLimit, _ counter: borrowing Atomic<Int>, limit: Int
  ) -> Bool {
    if let share { return limit == .max || share(number, kind, limit) }
    let (_, sum) = counter.add(number, ordering: .relaxed)
    guard sum > limit else { return true }
    counter.subtract(number, ordering: .relaxed)
    return false
  }

  private func giveBack(
    _ number: Int, of kind: CrawlLimit, _ counter: borrowing Atomic<Int>, limit: Int
  ) {
    if let share {
      if limit < .max { _ = share(-number, kind, limit) }
    } else {
      counter.subtract(number, ordering: .relaxed)
    }
  }
}
