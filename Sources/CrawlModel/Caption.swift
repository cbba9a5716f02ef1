/// What a document says about an image beside its address; each part is absent where it says
/// nothing.
public struct Caption: Sendable, Hashable {
  /// The `alt` attribute.
  public var alt: String?
  /// The `title` attribute.
  public var title: String?
  /// The text of the `figcaption` round it.
  public var caption: String?
  /// The nearest heading above it.
  public var heading: String?
  /// The text of the link round it.
  public var linkText: String?
  /// The declared width in CSS pixels.
  public var width: Int?
  /// The declared height in CSS pixels.
  public var height: Int?
  /// The `sizes` attribute that goes with a candidate of a `srcset`, as it stands.
  public var sizes: String?

  /// Makes a caption from its parts.
  public init(
    alt: String? = nil, title: String? = nil, caption: String? = nil, heading: String? = nil,
    linkText: String? = nil, width: Int? = nil, height: Int? = nil, sizes: String? = nil
  ) {
    self.alt = alt
    self.title = title
    self.caption = caption
    self.heading = heading
    self.linkText = linkText
    self.width = width
    self.height = height
    self.sizes = sizes
  }

  /// Whether the document says nothing at all.
  public var isEmpty: Bool { self == Caption() }
}
