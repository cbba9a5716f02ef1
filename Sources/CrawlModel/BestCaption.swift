/// The text that describes an image best, chosen from all places where it was found.
///
/// An `alt` text of any place comes before every other text: it is written about the image itself.
/// Then come the text of the `figcaption`, the `title`, the text of the link around the image, and
/// the heading above it.
public struct BestCaption: Sendable, Hashable {
  /// Where in a place a text is from; the raw value is the name of its field in the records.
  public enum Source: String, Sendable, Hashable, CaseIterable {
    /// The `alt` attribute.
    case alt
    /// The text of the `figcaption`.
    case caption
    /// The `title` attribute.
    case title
    /// The text of the surrounding link.
    case linkText = "link_text"
    /// The nearest heading above.
    case heading

    func text(in caption: Caption) -> String? {
      switch self {
      case .alt: caption.alt
      case .caption: caption.caption
      case .title: caption.title
      case .linkText: caption.linkText
      case .heading: caption.heading
      }
    }
  }

  /// The text in one line, with white space collapsed; never empty.
  public let text: String
  /// Where in the place it is from.
  public let source: Source
  /// The place that it is from.
  public let place: FoundReference

  /// Chooses a text; `nil` if no place has one.
  ///
  /// - Complexity: O(*places*).
  public init?(_ places: [FoundReference]) {
    for source in Source.allCases {
      for place in places {
        let words = source.text(in: place.caption)?.split(whereSeparator: \.isWhitespace) ?? []
        guard !words.isEmpty else { continue }
        text = words.joined(separator: " ")
        self.source = source
        self.place = place
        return
      }
    }
    return nil
  }
}
