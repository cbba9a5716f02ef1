public import Addressing

/// One place where an image was found: the page, the position in it, and the caption.
public struct FoundReference: Sendable, Hashable {
  /// The document that refers to the image.
  public var page: WebAddress
  /// The place in the document.
  public var via: Via
  /// What the document says about the image in this place.
  public var caption: Caption

  /// Makes a reference from its parts.
  public init(page: WebAddress, via: Via, caption: Caption = Caption()) {
    self.page = page
    self.via = via
    self.caption = caption
  }
}
