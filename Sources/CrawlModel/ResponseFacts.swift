public import Addressing

/// What is recorded of the last response to a job's requests.
public struct ResponseFacts: Sendable, Hashable {
  /// The address that sent the response.
  public var address: WebAddress
  /// The status code.
  public var status: Int
  /// `Content-Type` as it was sent.
  public var contentType: String?
  /// `ETag` as it was sent.
  public var etag: String?
  /// `Last-Modified` as it was sent.
  public var lastModified: String?
  /// What an image may be cached by, as it was sent: `Cache-Control`, or else `Expires`; empty if the
  /// response has neither, `nil` if that is not known.
  public var caching: String?
  /// The size of the body after decoding; for an aborted transfer, the bytes received.
  public var bytes: Int
  /// When the response was complete.
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
