/// The extractors there are, by the word for a kind of document.
public enum LinkExtractors {
  /// Picks the extractor for a kind of document.
  ///
  /// - Parameter documentType: `html`, `css`.
  /// - Returns: `nil` for documents that have no links.
  public static func extractor(for documentType: String) -> (any LinkExtractor)? {
    byType[documentType]
  }

  private static let byType: [String: any LinkExtractor] = [
    "html": HTMLLinks(),
    "css": CSSLinks(),
  ]
}
