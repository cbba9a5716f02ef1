public import Addressing

/// How a request for a policy file ended: robots.txt, or a file with opt-outs.
///
/// That a site objects to nothing is only known if its files were asked for.
public struct PolicyAnswer: Sendable, Hashable {
  /// The address that was requested.
  public var address: WebAddress
  /// When the request ended.
  public var endedAt: Timestamp
  /// The status of the last response; `nil` if there was none.
  public var httpStatus: Int?
  /// The final address, if redirects led elsewhere.
  public var finalAddress: WebAddress?
  /// The size of the file that was read; `nil` if there is none.
  public var bytes: Int?
  /// The SHA-256 of the file that was read, 64 lower-case hexadecimal digits.
  public var sha256: String?
  /// What went wrong; `nil` if the server answered with a file.
  public var reason: FailureReason?

  /// Makes an answer from its parts.
  public init(
    address: WebAddress, endedAt: Timestamp, httpStatus: Int? = nil,
    finalAddress: WebAddress? = nil, bytes: Int? = nil, sha256: String? = nil,
    reason: FailureReason? = nil
  ) {
    self.address = address
    self.endedAt = endedAt
    self.httpStatus = httpStatus
    self.finalAddress = finalAddress
    self.bytes = bytes
    self.sha256 = sha256
    self.reason = reason
  }
}
