import Bytes

/// Classifies the media types given beside links.
enum MediaTypes {
  /// Whether the type is that of a feed.
  static func isFeed(_ type: String?) -> Bool {
    guard let type else { return false }
    return feeds.contains(essence(type))
  }

  /// Whether a link may lead to a feed.
  ///
  /// JSON Feed 1.0 used the type of JSON. Many pages have other versions in JSON, so the address must
  /// say that it is a feed.
  static func mayBeFeed(_ type: String?, _ reference: String) -> Bool {
    isFeed(type)
      || (type.map(essence) == "application/json"
        && reference.utf8.span.firstIndex(of: "feed") != nil)
  }

  /// Returns the type and subtype in lower case, without parameters.
  static func essence(_ type: String) -> String {
    String(type.prefix { $0 != ";" }).trimmingHTMLSpace.lowercased()
  }

  private static let feeds: Set<String> = [
    "application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json",
  ]
}
