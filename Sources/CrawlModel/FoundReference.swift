public import Addressing
import Bytes

/// One place where an image was found: the page, the position in it, and the caption.
public struct FoundReference: Sendable, Hashable {
  /// The maximum length of the title in bytes: it is recorded with each image of a page.
  public static let longestTitle = 300

  /// The document that refers to the image.
  public var page: WebAddress
  /// The place in the document.
  public var via: Via
  /// What the document says about the image in this place.
  public var caption: Caption
  /// The title of the document; a long one is cut.
  public var pageTitle: String?
  /// The language that the document declares, as written.
  public var language: String?

  /// Makes a reference from its parts.
  public init(
    page: WebAddress, via: Via, caption: Caption = Caption(), pageTitle: String? = nil,
    language: String? = nil
  ) {
    self.page = page
    self.via = via
    self.caption = caption
    self.pageTitle = pageTitle?.cut(to: Self.longestTitle)
    self.language = language
  }
}
