public import Addressing

/// One place an image was found at: the page, the spot in it, and what stands there.
public struct FoundReference: Sendable, Hashable {
  /// The document that refers to the image.
  public var page: WebAddress
  /// The place in the document.
  public var via: Via
  /// What the document says about the image there.
  public var caption: Caption

  /// Makes a reference from its parts.
  public init(page: WebAddress, via: Via, caption: Caption = Caption()) {
    self.page = page
    self.via = via
    self.caption = caption
  }
}
