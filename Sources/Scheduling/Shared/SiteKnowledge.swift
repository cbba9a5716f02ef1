public import Addressing

/// What a crawl knows of the sites that it works on, and the other machines of a shared crawl must know.
public protocol SiteKnowledge: Sendable {
  /// Whether there is a maximum of pages for each host.
  var limitsPages: Bool { get }

  /// Returns the number of pages that this machine has requested from the host of an origin;
  /// called with the frontier locked.
  func pages(at origin: Origin) -> Int

  /// Notes how many pages the other machines have requested there; called with the
  /// frontier locked.
  func note(pagesElsewhere: Int, at origin: Origin)

  /// The parts of sites that turned out to be crawler traps, as numbers; empty if traps are not
  /// avoided.
  var endedParts: Set<UInt64> { get }

  /// Notes what other machines have found to be traps.
  func note(endedElsewhere: [UInt64])
}
