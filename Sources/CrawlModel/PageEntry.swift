public import Addressing

/// What became of the address of a page, stylesheet, feed or sitemap.
public enum PageStatus: String, Sendable, Hashable, CaseIterable {
  /// It was fetched and read.
  case fetched
  /// A later crawl found it as it was.
  case unchanged
  /// A later crawl found it no longer there.
  case gone
  /// A rule left it out.
  case skipped
  /// Something went wrong.
  case failed
  /// A limit or an interruption came before it.
  case pending
}

/// All that is known of one document address: a line of `pages.jsonl`.
public struct PageEntry: Sendable, Hashable {
  /// The canonical address.
  public var address: WebAddress
  /// What it is; what the link said it would be where it was not fetched.
  public var kind: Link.Kind
  /// What became of it.
  public var status: PageStatus
  /// Why it is skipped or failed; absent for every other status.
  public var reason: Reason?
  /// The status of the last answer.
  public var httpStatus: Int?
  /// The `Content-Type` header as it was sent.
  public var contentType: String?
  /// Where redirects led, when they led elsewhere.
  public var finalAddress: WebAddress?
  /// How many page links it is away from a seed.
  public var depth: Int
  /// The document it was first found in; absent for a seed.
  public var parent: WebAddress?
  /// The size of the content.
  public var bytes: Int?
  /// How many links to other documents it has.
  public var links: Int?
  /// How many image addresses it has.
  public var images: Int?
  /// Its title.
  public var title: String?
  /// When the last answer came.
  public var fetchedAt: Timestamp?
  /// What it says against taking its images or following its links.
  public var optOuts: [OptOut] = []
  /// By which rule it is known to belong to a part of the site that has no end.
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
