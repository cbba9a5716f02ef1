/// What a document says about an image besides its address; missing parts are `nil`.
///
/// Pages have many links, and most links have no caption. So the texts are stored in an object that
/// is only allocated when there is something to store. How an image is shown is known of nearly every
/// one, so that is beside it.
public struct Caption: Sendable, Hashable {
  private struct Parts: Hashable, Sendable {
    var alt: String?
    var title: String?
    var caption: String?
    var heading: String?
    var linkText: String?
    var width: Int?
    var height: Int?
    var sizes: String?
    var rights: ImageRights?
  }

  /// Stores the parts; immutable, so that captions can share it.
  private final class Box: Sendable {
    let parts: Parts

    init(_ parts: Parts) { self.parts = parts }
  }

  private var box: Box?

  /// How the page shows the image; `nil` if it only names it, or shows it otherwise than by an
  /// element for images.
  public var showing: Showing?
  /// What stands for the image where it cannot be seen; `nil` if the place needs no such text.
  public var alternative: Alternative?

  private var parts: Parts {
    get { box?.parts ?? Parts() }
    set { box = Box(newValue) }
  }

  /// The `alt` attribute.
  public var alt: String? {
    get { box?.parts.alt }
    set { if newValue != alt { parts.alt = newValue } }
  }
  /// The `title` attribute.
  public var title: String? {
    get { box?.parts.title }
    set { if newValue != title { parts.title = newValue } }
  }
  /// The text of the enclosing `figcaption`.
  public var caption: String? {
    get { box?.parts.caption }
    set { if newValue != caption { parts.caption = newValue } }
  }
  /// The nearest preceding heading.
  public var heading: String? {
    get { box?.parts.heading }
    set { if newValue != heading { parts.heading = newValue } }
  }
  /// The text of the enclosing link.
  public var linkText: String? {
    get { box?.parts.linkText }
    set { if newValue != linkText { parts.linkText = newValue } }
  }
  /// The declared width in CSS pixels.
  public var width: Int? {
    get { box?.parts.width }
    set { if newValue != width { parts.width = newValue } }
  }
  /// The declared height in CSS pixels.
  public var height: Int? {
    get { box?.parts.height }
    set { if newValue != height { parts.height = newValue } }
  }
  /// The `sizes` attribute that belongs to a candidate of a `srcset`, unparsed.
  public var sizes: String? {
    get { box?.parts.sizes }
    set { if newValue != sizes { parts.sizes = newValue } }
  }

  /// What the page states about the rights in the image; `nil` if it states nothing.
  public var rights: ImageRights? {
    get { box?.parts.rights }
    set { if newValue != rights { parts.rights = newValue } }
  }

  /// Makes an empty caption.
  public init() {}

  /// Makes a caption from its parts.
  public init(
    alt: String? = nil, title: String? = nil, caption: String? = nil, heading: String? = nil,
    linkText: String? = nil, width: Int? = nil, height: Int? = nil, sizes: String? = nil,
    showing: Showing? = nil, alternative: Alternative? = nil, rights: ImageRights? = nil
  ) {
    let parts = Parts(
      alt: alt, title: title, caption: caption, heading: heading, linkText: linkText, width: width,
      height: height, sizes: sizes, rights: rights)
    if parts != Parts() { box = Box(parts) }
    self.showing = showing
    self.alternative = alternative
  }

  /// Returns the caption of one of several candidates that an element offers.
  ///
  /// The text that stands for the image is counted for the element once, and not for each candidate.
  ///
  /// - Parameter sizes: the `sizes` attribute beside the candidates.
  /// - Returns: the caption.
  public func ofCandidate(sizes: String?) -> Caption {
    var caption = self
    caption.sizes = sizes
    if showing != nil { caption.showing = .candidate }
    caption.alternative = nil
    return caption
  }

  /// Whether the caption is empty.
  public var isEmpty: Bool { self == Caption() }

  /// Whether two captions are equal.
  public static func == (left: Caption, right: Caption) -> Bool {
    left.showing == right.showing && left.alternative == right.alternative
      && (left.box === right.box || left.parts == right.parts)
  }

  /// Feeds the parts to a hasher.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(showing)
    hasher.combine(alternative)
    hasher.combine(parts)
  }
}
