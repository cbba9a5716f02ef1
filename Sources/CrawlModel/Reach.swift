/// Which pages a crawl follows.
public enum PageReach: String, Sendable, Hashable, CaseIterable {
  /// Those on a seed's host; `www.` and http/https twins count as the same.
  case host
  /// Those on any host below a seed's registrable domain.
  case domain
  /// Those below a seed's folder.
  case prefix
  /// All.
  case any
}

/// From where a crawl takes images, once a page in scope shows them.
public enum ImageReach: String, Sendable, Hashable, CaseIterable {
  /// From anywhere.
  case any
  /// From a seed's host; `www.` and http/https twins count as the same.
  case host
  /// From any host below a seed's registrable domain.
  case domain
}
