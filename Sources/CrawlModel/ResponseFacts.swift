public import Addressing

/// What is kept of the last answer to a job's requests.
public struct ResponseFacts: Sendable, Hashable {
  /// The address that answered.
  public var address: WebAddress
  /// The status code.
  public var status: Int
  /// `Content-Type` as it was sent.
  public var contentType: String?
  /// `ETag` as it was sent.
  public var etag: String?
  /// `Last-Modified` as it was sent.
  public var lastModified: String?
  /// How many bytes the body had, after decoding; for a cut transfer, how many had come.
  public var bytes: Int
  /// When the answer was complete.
  public var fetchedAt: Timestamp

  /// Makes facts from their parts.
  public init(
    address: WebAddress, status: Int, contentType: String? = nil, etag: String? = nil,
    lastModified: String? = nil, bytes: Int = 0, fetchedAt: Timestamp
  ) {
    self.address = address
    self.status = status
    self.contentType = contentType
    self.etag = etag
    self.lastModified = lastModified
    self.bytes = bytes
    self.fetchedAt = fetchedAt
  }
}
