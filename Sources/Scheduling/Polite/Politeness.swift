/// What every origin may expect of a crawl.
public struct Politeness: Sendable, Hashable {
  /// Transfers in flight at one origin, at most; at least 1.
  public var transfersPerOrigin: Int
  /// The least time between the starts of two requests at one origin.
  public var delay: Duration

  /// Makes a politeness from its parts.
  public init(transfersPerOrigin: Int = 6, delay: Duration = .zero) {
    self.transfersPerOrigin = max(1, transfersPerOrigin)
    self.delay = max(.zero, delay)
  }
}
