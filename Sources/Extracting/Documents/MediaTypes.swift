/// What media types say about documents, as they stand beside links.
enum MediaTypes {
  /// Whether a type is that of a feed.
  static func isFeed(_ type: String?) -> Bool {
    guard let type else { return false }
    return feeds.contains(essence(type))
  }

  /// The type and subtype in lower case, without parameters.
  static func essence(_ type: String) -> String {
    String(type.prefix { $0 != ";" }).trimmingHTMLSpace.lowercased()
  }

  private static let feeds: Set<String> = [
    "application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json",
  ]
}
