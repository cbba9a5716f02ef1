import Addressing

/// A fault of a site's images: one image, or one page, with what is wrong with it.
public struct AuditFinding: Sendable, Hashable {
  /// The kinds of faults; the raw values are the words of `magpie audit`.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// Pages show it, and there is no whole image at the address.
    case broken
    /// An element shows it and has no text that stands for it.
    case missingAlt = "missing-alt"
    /// An element shows it and has an empty text, without saying that it is decoration.
    case emptyAlt = "empty-alt"
    /// It has far more pixels than the place in which a page shows it.
    case oversized
    /// It has far more bytes than its pixels need.
    case heavyImage = "heavy-image"
    /// The server calls it something else than it is.
    case wrongType = "wrong-type"
    /// A page that is fetched by https loads it by http.
    case mixedContent = "mixed-content"
    /// Several redirects lead to it.
    case redirectChain = "redirect-chain"
    /// The response does not say how long it may be cached.
    case uncached
    /// The same bytes are at several addresses.
    case duplicate
    /// A page that loads very many bytes of images.
    case heavyPage = "heavy-page"

    /// What the kind means, as a sentence without its end.
    public var sentence: String {
      switch self {
      case .broken: "Broken images"
      case .missingAlt: "Images without an alternative text"
      case .emptyAlt: "Images with an empty alternative text"
      case .oversized: "Images much larger than shown"
      case .heavyImage: "Images with many bytes for their pixels"
      case .wrongType: "Images of a wrong content type"
      case .mixedContent: "Images loaded by http from pages by https"
      case .redirectChain: "Images behind several redirects"
      case .uncached: "Images served without caching headers"
      case .duplicate: "The same image at several addresses"
      case .heavyPage: "Pages with very many bytes of images"
      }
    }

    /// The words before the pages of a finding.
    public var pagesTitle: String {
      switch self {
      case .broken, .wrongType, .uncached, .heavyImage, .redirectChain, .duplicate: "shown on"
      case .missingAlt, .emptyAlt, .oversized, .mixedContent, .heavyPage: "on"
      }
    }
  }

  /// The maximum number of places, and of further addresses, that are listed.
  public static let listed = 10

  /// What is wrong.
  public var kind: Kind
  /// The address of the image or page.
  public var url: String
  /// What exactly is wrong, for people; one line.
  public var detail: String
  /// The pages with the fault, each once, at most ``listed``.
  public private(set) var pages: [String] = []
  /// The number of places with the fault; a page can have several.
  public private(set) var placeCount = 0
  /// The other addresses with the same bytes, or the steps of a chain of redirects; at most
  /// ``listed``.
  public private(set) var addresses: [String] = []
  /// The number of these addresses.
  public private(set) var addressCount = 0
  /// Why an image is broken, if the request for it failed.
  public var reason: FailureReason?
  /// The status of the last response, of a broken image.
  public var httpStatus: Int?
  /// The content type as it was sent, of a wrong one.
  public var contentType: String?
  /// The format by content, of an image with a wrong type.
  public var format: ImageFormat?
  /// The size in bytes: of a heavy or oversized image, of the images of a page, of a duplicate.
  public var bytes: Int?
  /// The width and height in pixels.
  public var pixels: Size?
  /// The width and height that the page declares, in CSS pixels, of an oversized image; the largest
  /// of its places that is too small for it.
  public var shown: Size?

  /// A width and a height.
  public struct Size: Sendable, Hashable {
    /// The width.
    public var width: Int
    /// The height.
    public var height: Int

    /// Makes a size from its parts.
    public init(_ width: Int, _ height: Int) {
      self.width = width
      self.height = height
    }
  }

  /// Makes a finding.
  public init(_ kind: Kind, _ url: String, _ detail: String = "") {
    self.kind = kind
    self.url = url
    self.detail = detail
  }

  /// Makes a finding of an image that has the fault in all its places.
  public init(_ kind: Kind, everywhere entry: ManifestEntry, _ detail: String = "") {
    self.init(kind, entry.key.text, detail)
    for place in entry.found { add(page: place.page.text) }
    placeCount = entry.foundCount
  }

  /// Adds a place with the fault.
  public mutating func add(page: String) {
    placeCount += 1
    guard pages.count < Self.listed, !pages.contains(page) else { return }
    pages.append(page)
  }

  /// Adds another address.
  public mutating func add(address: String) {
    addressCount += 1
    if addresses.count < Self.listed { addresses.append(address) }
  }
}
