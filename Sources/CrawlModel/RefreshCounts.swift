/// How many images changed since the previous crawl.
public struct RefreshCounts: Sendable, Hashable {
  /// Images at addresses that were not known.
  public var new = 0
  /// Addresses whose content changed; the old content is kept.
  public var changed = 0
  /// Addresses that no longer have their image; the file is kept.
  public var gone = 0
  /// Images that are at another address now.
  public var moved = 0

  /// Makes counts of zero.
  public init() {}
}
