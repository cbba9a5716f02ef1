public import Addressing

/// A reference from a document to another resource, as an extractor finds it.
public struct Link: Sendable, Hashable {
  /// What the document expects to find at the address; the content decides after the fetch.
  public enum Kind: String, Sendable, Hashable {
    case page, image, stylesheet, feed, sitemap, manifest
  }

  /// What the document expects there.
  public var kind: Kind
  /// Where it leads, resolved against the document's base; for an inline image the address of the
  /// document itself.
  public var address: WebAddress
  /// The place in the document it was found at.
  public var via: Via
  /// What the document says about the image beside its address.
  public var caption: Caption
  /// The image, if it is part of the document; then nothing is fetched for it.
  public var inline: InlineImage?
  /// Whether the document offers a larger variant of the same image in the same place.
  public var isLesserVariant = false
  /// Whether the document asks that the link not be followed (`rel=nofollow`).
  public var isNofollow = false

  /// Makes a link from its parts.
  public init(kind: Kind, address: WebAddress, via: Via, caption: Caption = Caption()) {
    self.kind = kind
    self.address = address
    self.via = via
    self.caption = caption
  }

  /// What identifies the link in the records.
  public var key: ImageKey { inline.map { .digest($0.digest) } ?? .address(address) }
}
