public import Addressing

/// A seed of which nothing could be collected, and why.
public struct SeedFailure: Sendable, Hashable {
  /// The seed.
  public var seed: WebAddress
  /// The address that its redirects led to; the seed itself if there were none.
  public var address: WebAddress
  /// Why it was skipped or failed.
  public var reason: Reason
  /// The status of the last response; `nil` if there was none.
  public var httpStatus: Int?
  /// The `Content-Type` header as it was sent.
  public var contentType: String?
  /// Whether http was tried too, because the seed had no scheme, and failed as well.
  public var wasTriedByHTTP = false
  /// Whether it was requested through a proxy.
  public var wasByProxy = false
  /// What exactly went wrong, such as the words of libcurl or a line of robots.txt.
  public var detail: String?

  /// Makes a failure from its parts.
  public init(
    seed: WebAddress, address: WebAddress, reason: Reason, httpStatus: Int? = nil,
    contentType: String? = nil, detail: String? = nil
  ) {
    self.seed = seed
    self.address = address
    self.reason = reason
    self.httpStatus = httpStatus
    self.contentType = contentType
    self.detail = detail
  }
}
