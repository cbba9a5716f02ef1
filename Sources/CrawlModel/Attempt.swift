public import Addressing

/// A request of a job that did not end it: a fault that is tried again, or a redirect's hop.
public struct Attempt: Sendable, Hashable {
  /// What was requested.
  public var target: WebAddress
  /// What went wrong; `nil` for a redirect.
  public var fault: FailureReason?
  /// The status of the answer, if one came.
  public var httpStatus: Int?
  /// How long the job waits before it goes on.
  public var pause: Duration
  /// When it ended.
  public var endedAt: Timestamp

  /// Makes an attempt from its parts.
  public init(
    target: WebAddress, fault: FailureReason?, httpStatus: Int?, pause: Duration,
    endedAt: Timestamp
  ) {
    self.target = target
    self.fault = fault
    self.httpStatus = httpStatus
    self.pause = pause
    self.endedAt = endedAt
  }
}
