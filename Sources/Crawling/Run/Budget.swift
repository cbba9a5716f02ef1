import CrawlModel
import Synchronization
import Threads

/// What a whole crawl may take, shared by its workers.
///
/// A worker claims before it takes, so that a limit of a hundred images means a hundred, however
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

  /// Takes down what earlier runs of the same crawl have used up.
  func use(pages: Int, images: Int, bytes: Int) {
    self.pages.add(pages, ordering: .relaxed)
    self.images.add(images, ordering: .relaxed)
    self.bytes.add(bytes, ordering: .relaxed)
  }

  /// Claims a page; answers the limit that forbids it.
  func claimPage() -> CrawlLimit? {
    Self.claim(1, of: pages, limit: limits.pages) ? nil : .pages
  }

  /// Claims an image of so many bytes; answers the limit that forbids it.
  func claimImage(of count: Int) -> CrawlLimit? {
    guard Self.claim(1, of: images, limit: limits.images) else { return .images }
    guard Self.claim(count, of: bytes, limit: limits.bytes) else {
      images.subtract(1, ordering: .relaxed)
      return .bytes
    }
    return nil
  }

  /// Runs what claims an image, stores it and perhaps gives the claim back.
  ///
  /// Where images are limited, one after the other: else a claim that turns out to be a duplicate's
  /// would make another worker stop short of the limit.
  func storing<Result, Failure: Error>(
    _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    guard limits.images < .max || limits.bytes < .max else { return try body() }
    return try turn.withLock { (_) throws(Failure) in try body() }
  }

  /// Gives back what was claimed for an image that needed no room.
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
