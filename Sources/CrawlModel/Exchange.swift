/// A request and its response as they went over the wire, for an archive.
///
/// The fields of the response are in ``Fetched/head``. A class, so that a result without an exchange
/// needs only one word for it.
public final class Exchange {
  /// The head of the request as it was sent, with everything that identifies the user.
  public let request: [UInt8]
  /// The status line as it was received, without its line end.
  public let statusLine: [UInt8]
  /// When the request was sent.
  public let sentAt: Timestamp
  /// The network address that answered; `nil` if a proxy was asked.
  public let peer: String?
  /// The body: that of a document or image after decoding, any other as it was received.
  public let body: ImageContent.Place
  /// Whether the content codings of the response were removed from the body.
  public let isDecoded: Bool
  /// Whether the body ends before its end at the server.
  public let isCut: Bool

  /// Makes an exchange from its parts.
  public init(
    request: [UInt8], statusLine: [UInt8], sentAt: Timestamp, peer: String?,
    body: ImageContent.Place, isDecoded: Bool, isCut: Bool
  ) {
    self.request = request
    self.statusLine = statusLine
    self.sentAt = sentAt
    self.peer = peer
    self.body = body
    self.isDecoded = isDecoded
    self.isCut = isCut
  }
}
