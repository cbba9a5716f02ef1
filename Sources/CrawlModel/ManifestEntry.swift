public import Addressing

/// The status of an image address.
public enum ImageStatus: String, Sendable, Hashable, CaseIterable {
  /// The image was stored under a name of its own.
  case stored
  /// The same bytes were already stored; the entry names that file.
  case duplicate
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

  /// Whether there always is a stored file; one that is `gone` may have one.
  public var hasFile: Bool {
    switch self {
    case .stored, .duplicate, .unchanged: true
    case .gone, .skipped, .failed, .pending: false
    }
  }
}

/// Why an entry was skipped or failed.
public enum Reason: Sendable, Hashable {
  /// A rule excluded it.
  case skipped(SkipReason)
  /// Something went wrong.
  case failed(FailureReason)

  /// The fixed word in the manifest.
  public var word: String {
    switch self {
    case .skipped(let reason): reason.rawValue
    case .failed(let reason): reason.rawValue
    }
  }

  /// The reason as readable text.
  public var sentence: String {
    switch self {
    case .skipped(let reason): reason.sentence
    case .failed(let reason): reason.sentence
    }
  }
}

/// All data about one image address: a line of `images.jsonl`.
public struct ManifestEntry: Sendable, Hashable {
  /// The canonical address, or the digest of an image that is part of a document.
  public var key: ImageKey
  /// The status.
  public var status: ImageStatus
  /// Why it was skipped or failed; absent for every other status.
  public var reason: Reason?
  /// What exactly went wrong if it failed; absent if the reason says all.
  public var error: String?
  /// The stored file, relative to the output folder, with `/` between folders.
  public var file: String?
  /// The number of the stored content; entries with the same bytes have the same number.
  public var contentNumber: Int?
  /// The SHA-256 of the stored bytes, 64 lower-case hexadecimal digits.
  public var sha256: String?
  /// The size of the content.
  public var bytes: Int?
  /// The format, determined by content.
  public var format: ImageFormat?
  /// Width in pixels as coded, before the orientation is applied.
  public var width: Int?
  /// Height in pixels as coded, before the orientation is applied.
  public var height: Int?
  /// Whether it is an animation of several frames; `nil` if unknown.
  public var isAnimated: Bool?
  /// How to rotate and mirror it for display, 1 to 8 as in EXIF; `nil` if the file does not say.
  public var orientation: Int?
  /// Whether the file lacks the end that its format marks, although the transfer was complete;
  /// `nil` if unknown.
  public var isTruncated: Bool?
  /// The `Content-Type` header as it was sent.
  public var contentType: String?
  /// The status of the last response.
  public var httpStatus: Int?
  /// The final address, if redirects led elsewhere.
  public var finalAddress: WebAddress?
  /// The number of page links between a seed and it.
  public var depth: Int
  /// When the last response was received.
  public var fetchedAt: Timestamp?
  /// The `ETag` header as it was sent.
  public var etag: String?
  /// The `Last-Modified` header as it was sent.
  public var lastModified: String?
  /// What it may be cached by, as it was sent: `Cache-Control`, or else `Expires`; empty if the
  /// response had neither, `nil` if that is not known.
  public var caching: String?
  /// The places where it was found, up to a limit.
  public var found: [FoundReference]
  /// The number of places where it was found.
  public var foundCount: Int
  /// Whether `found` has all places.
  public var isComplete: Bool { found.count == foundCount }
  /// The file with the current content of the address, if a later crawl found it changed.
  public var replacedBy: String?
  /// Opt-outs in its response, on its site or on the pages that show it.
  public var optOuts: [OptOut] = []
  /// What the stored file says about the rights in it, then what pages that show it say; `nil` if the
  /// file was not read and no page says anything.
  public var rights: ImageRights?
  /// The image that has the same bytes now, if a later crawl found them elsewhere.
  public var movedTo: ImageKey?
  /// When the run began that found the image; `nil` for an older version.
  public var foundAt: Timestamp?
  /// When the run began that found the content of the address changed; `nil` if none did.
  public var changedAt: Timestamp?

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
    foundCount = found.count
    self.replacedBy = replacedBy
    self.movedTo = movedTo
  }
}
