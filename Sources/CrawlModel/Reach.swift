/// Which pages a crawl follows.
public enum PageReach: String, Sendable, Hashable, CaseIterable {
  /// Pages on a seed's host; `www.` and http/https twins count as the same.
  case host
  /// Pages on any host below a seed's registrable domain.
  case domain
  /// Pages below a seed's folder.
  case prefix
  /// All pages.
  case any
}

/// Where a crawl fetches images from, if a page in scope shows them.
public enum ImageReach: String, Sendable, Hashable, CaseIterable {
  /// From anywhere.
  case any
  /// From a seed's host; `www.` and http/https twins count as the same.
  case host
  /// From any host below a seed's registrable domain.
  case domain
}
