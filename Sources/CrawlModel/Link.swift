public import Addressing

/// A reference from a document to another resource, as an extractor finds it.
public struct Link: Sendable, Hashable {
  /// What the document expects at the address; after the fetch the content decides.
  public enum Kind: String, Sendable, Hashable {
    /// A page.
    case page
    /// An image.
    case image
    /// A style sheet.
    case stylesheet
    /// A feed: RSS, Atom or JSON Feed.
    case feed
    /// A sitemap or an index of sitemaps.
    case sitemap
    /// A web app manifest or another description of a site or page.
    case manifest
  }

  /// What the document expects at the address.
  public var kind: Kind
  /// The target, resolved against the document's base; for an inline image the address of the
  /// document itself.
  public var address: WebAddress
  /// The place in the document where it was found.
  public var via: Via
  /// What the document says about the image besides its address.
  public var caption: Caption
  /// The image, if it is part of the document; then nothing is fetched.
  public var inline: InlineImage?
  /// Whether the document offers a larger variant of the same image in the same place.
  public var isLesserVariant = false
  /// Whether the document asks that the link not be followed (`rel=nofollow`).
  public var isNofollow = false
  /// How much of the document's address the request tells; `nil` for the standard policy.
  public var referrerPolicy: ReferrerPolicy?

  /// Makes a link from its parts.
  public init(kind: Kind, address: WebAddress, via: Via, caption: Caption = Caption()) {
    self.kind = kind
    self.address = address
    self.via = via
    self.caption = caption
  }

  /// The key of the link in the records.
  public var key: ImageKey { inline.map { .digest($0.digest) } ?? .address(address) }
}
