/// How a request that failed will be repeated.
public struct Retry: Sendable, Hashable {
  /// The status of the response; `nil` if there was none.
  public var status: Int?
  /// What exactly went wrong; `nil` if the reason says all.
  public var error: String?
  /// The pause before the next request.
  public var pause: Duration
  /// The number of retries that are left after the next one; `nil` if it does not count, because the
  /// server is at fault and not the address.
  public var left: Int?

  /// Makes a retry from its parts.
  public init(status: Int? = nil, error: String? = nil, after pause: Duration, left: Int? = nil) {
    self.status = status
    self.error = error
    self.pause = pause
    self.left = left
  }
}
