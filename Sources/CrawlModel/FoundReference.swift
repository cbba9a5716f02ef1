public import Addressing

/// One place where an image was found: the page, the position in it, and the caption.
public struct FoundReference: Sendable, Hashable {
  /// The document that refers to the image.
  public var page: WebAddress
  /// The place in the document.
  public var via: Via
  /// What the document says about the image in this place.
  public var caption: Caption
  /// The title of the document.
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
    self.pageTitle = pageTitle
    self.language = language
  }
}
