public import Addressing

/// Counts the pages that are requested from each host, of which there is a maximum.
///
/// Both calls are made with the frontier locked, and must be fast.
public protocol PageTally: Sendable {
  /// Returns the number of pages that this machine has requested from the host of an origin.
  func pages(at origin: Origin) -> Int

  /// Notes how many pages the other machines of a shared crawl have requested there.
  func note(pagesElsewhere: Int, at origin: Origin)
}
