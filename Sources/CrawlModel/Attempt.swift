public import Addressing

/// A request that did not complete its job.
public struct Attempt: Sendable, Hashable {
  /// Why the job continues with another request.
  public enum Cause: Sendable, Hashable {
    /// A redirect leads elsewhere.
    case redirect
    /// A temporary failure occurred.
    case fault(FailureReason)
    /// The server says that nothing has changed (304), but the stored file is missing.
    case missingFile
    /// The server refused a condition or a range of the request.
    case refusedCondition
  }

  /// What was requested.
  public var target: WebAddress
  /// Why the job continues.
  public var cause: Cause
  /// The status of the response, if one was received.
  public var httpStatus: Int?
  /// How long the job waits before it continues.
  public var pause: Duration
  /// When it ended.
  public var endedAt: Timestamp
  /// What exactly went wrong; `nil` if nothing did, or if the cause says all.
  public var detail: String?

  /// Makes an attempt from its parts.
  public init(
    target: WebAddress, cause: Cause, httpStatus: Int?, pause: Duration, endedAt: Timestamp,
    detail: String? = nil
  ) {
    self.target = target
    self.cause = cause
    self.httpStatus = httpStatus
    self.pause = pause
    self.endedAt = endedAt
    self.detail = detail
  }

  /// What went wrong; `nil` if nothing did.
  public var fault: FailureReason? {
    if case .fault(let reason) = cause { reason } else { nil }
  }
}
