import Bytes

/// Classifies the media types given beside links.
enum MediaTypes {
  /// Whether the type is that of a feed.
  static func isFeed(_ type: String?) -> Bool {
    guard let type else { return false }
    return feeds.contains(essence(type))
  }

  /// Returns the type and subtype in lower case, without parameters.
  static func essence(_ type: String) -> String {
    String(type.prefix { $0 != ";" }).trimmingHTMLSpace.lowercased()
  }

  private static let feeds: Set<String> = [
    "application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json",
  ]
}
