public import Addressing

/// The status of the address of a page, stylesheet, feed or sitemap.
public enum PageStatus: String, Sendable, Hashable, CaseIterable {
  /// It was fetched and read.
  case fetched
  /// A later crawl found it unchanged.
  case unchanged
  /// A later crawl found that it no longer exists.
  case gone
  /// A rule excluded it.
  case skipped
  /// Something went wrong.
  case failed
  /// A limit or an interruption came first.
  case pending
}

/// All data about one document address: a line of `pages.jsonl`.
public struct PageEntry: Sendable, Hashable {
  /// The canonical address.
  public var address: WebAddress
  /// Its kind; if it was not fetched, the kind that the link expects.
  public var kind: Link.Kind
  /// The status.
  public var status: PageStatus
  /// Why it was skipped or failed; absent for every other status.
  public var reason: Reason?
  /// The status of the last response.
  public var httpStatus: Int?
  /// The `Content-Type` header as it was sent.
  public var contentType: String?
  /// The final address, if redirects led elsewhere.
  public var finalAddress: WebAddress?
  /// The number of page links between a seed and it.
  public var depth: Int
  /// The document it was first found in; absent for a seed.
  public var parent: WebAddress?
  /// The size of the content.
  public var bytes: Int?
  /// The number of its links to other documents.
  public var links: Int?
  /// The number of its image addresses.
  public var images: Int?
  /// The number of image addresses it shows that have a stored file.
  public var imageCount: Int?
  /// The size of those files together.
  public var imageBytes: Int?
  /// Its title.
  public var title: String?
  /// The language that it declares, as written.
  public var language: String?
  /// When the last response was received.
  public var fetchedAt: Timestamp?
  /// Its opt-outs against fetching its images or following its links.
  public var optOuts: [OptOut] = []
  /// The rule by which it was identified as part of a crawler trap.
  public var trap: TrapRule?

  /// Makes an entry from its parts.
  public init(
    address: WebAddress, kind: Link.Kind, status: PageStatus, reason: Reason? = nil,
    httpStatus: Int? = nil, contentType: String? = nil, finalAddress: WebAddress? = nil,
    depth: Int = 0, parent: WebAddress? = nil, bytes: Int? = nil, links: Int? = nil,
    images: Int? = nil, title: String? = nil, fetchedAt: Timestamp? = nil
  ) {
    self.address = address
    self.kind = kind
    self.status = status
    self.reason = reason
    self.httpStatus = httpStatus
    self.contentType = contentType
    self.finalAddress = finalAddress
    self.depth = depth
    self.parent = parent
    self.bytes = bytes
    self.links = links
    self.images = images
    self.title = title
    self.fetchedAt = fetchedAt
  }
}
