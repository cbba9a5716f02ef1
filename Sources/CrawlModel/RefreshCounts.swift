/// What a crawl found different from the one before it, in images.
public struct RefreshCounts: Sendable, Hashable {
  /// Images at addresses that were not known.
  public var new = 0
  /// Addresses that have other bytes now; the old ones are kept.
  public var changed = 0
  /// Addresses that no longer have their image; the file is kept.
  public var gone = 0
  /// Images that are at another address now.
  public var moved = 0

  /// Nothing is different.
  public init() {}
}
