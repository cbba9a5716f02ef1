public import Addressing

/// What became of an image address.
public enum ImageStatus: String, Sendable, Hashable, CaseIterable {
  /// The image was stored under a name of its own.
  case stored
  /// The same bytes are stored already; the entry names that file.
  case duplicate
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

/// Why an entry is skipped or failed.
public enum Reason: Sendable, Hashable {
  /// A rule left it out.
  case skipped(SkipReason)
  /// Something went wrong.
  case failed(FailureReason)

  /// The fixed word of the manifest.
  public var word: String {
    switch self {
    case .skipped(let reason): reason.rawValue
    case .failed(let reason): reason.rawValue
    }
  }

  /// The reason in words for a person.
  public var sentence: String {
    switch self {
    case .skipped(let reason): reason.sentence
    case .failed(let reason): reason.sentence
    }
  }
}

/// All that is known of one image address: a line of `images.jsonl`.
public struct ManifestEntry: Sendable, Hashable {
  /// The canonical address, or the digest of an image that is part of a document.
  public var key: ImageKey
  /// What became of it.
  public var status: ImageStatus
  /// Why it is skipped or failed; absent for every other status.
  public var reason: Reason?
  /// The stored file, relative to the output folder, with `/` between folders.
  public var file: String?
  /// The SHA-256 of the stored bytes, 64 lower-case hexadecimal digits.
  public var sha256: String?
  /// The size of the content.
  public var bytes: Int?
  /// The format, judged by content.
  public var format: ImageFormat?
  /// Width in pixels as coded, before any turn that the orientation asks for.
  public var width: Int?
  /// Height in pixels as coded, before any turn that the orientation asks for.
  public var height: Int?
  /// The `Content-Type` header as it was sent.
  public var contentType: String?
  /// The status of the last answer.
  public var httpStatus: Int?
  /// Where redirects led, when they led elsewhere.
  public var finalAddress: WebAddress?
  /// How many page links it is away from a seed.
  public var depth: Int
  /// When the last answer came.
  public var fetchedAt: Timestamp?
  /// The `ETag` header as it was sent.
  public var etag: String?
  /// The `Last-Modified` header as it was sent.
  public var lastModified: String?
  /// The places it was found at.
  public var found: [FoundReference]
  /// The file that holds what the address has now, for what a later crawl found changed.
  public var replacedBy: String?
  /// What was said against taking it, by its answer, its site or the pages that show it.
  public var optOuts: [OptOut] = []
  /// The image that has the same bytes now, if a later crawl found them elsewhere.
  public var movedTo: ImageKey?

  /// Makes an entry from its parts.
  public init(
    key: ImageKey, status: ImageStatus, reason: Reason? = nil, file: String? = nil,
    sha256: String? = nil, bytes: Int? = nil, format: ImageFormat? = nil, width: Int? = nil,
    height: Int? = nil, contentType: String? = nil, httpStatus: Int? = nil,
    finalAddress: WebAddress? = nil, depth: Int = 0, fetchedAt: Timestamp? = nil,
    etag: String? = nil, lastModified: String? = nil, found: [FoundReference] = [],
    replacedBy: String? = nil, movedTo: ImageKey? = nil
  ) {
    self.key = key
    self.status = status
    self.reason = reason
    self.file = file
    self.sha256 = sha256
    self.bytes = bytes
    self.format = format
    self.width = width
    self.height = height
    self.contentType = contentType
    self.httpStatus = httpStatus
    self.finalAddress = finalAddress
    self.depth = depth
    self.fetchedAt = fetchedAt
    self.etag = etag
    self.lastModified = lastModified
    self.found = found
    self.replacedBy = replacedBy
    self.movedTo = movedTo
  }
}
