/// Why a store could not be used: what went wrong, and what to do about it.
public struct S3Error: Error, Sendable, Hashable, CustomStringConvertible {
  /// The kinds of failure that callers distinguish.
  public enum Code: Sendable, Hashable {
    /// The address is not one of a store.
    case badAddress
    /// There are no credentials.
    case noCredentials
    /// A variable of the environment cannot be used.
    case badSetting
    /// No connection can be made.
    case unreachable
    /// The certificate of the server is not trusted, or it does not speak TLS.
    case tls
    /// The server did not answer in time.
    case timedOut
    /// The connection was closed or broken.
    case closed
    /// The server cannot do it now, but will later (429, 5xx).
    case busy
    /// The credentials are wrong or have expired.
    case badCredentials
    /// The clocks of both sides differ too much.
    case clock
    /// The credentials give no right to do this.
    case notAllowed
    /// The bucket is in another region.
    case otherRegion
    /// The bucket does not exist.
    case noBucket
    /// The bytes that arrived have another digest.
    case damaged
    /// The server sends elsewhere, where the credentials are not sent.
    case redirected
    /// The server refused the request for another reason.
    case refused
    /// The content could not be read here.
    case unread
    /// The caller ended it.
    case cancelled
  }

  /// The kind of failure.
  public let code: Code
  /// What went wrong, and what to do about it; it has no secret.
  public let message: String

  /// Makes an error from its parts.
  public init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  /// The message.
  public var description: String { message }

  /// Whether the same may succeed later, without anybody changing a setting.
  public var mayPass: Bool {
    switch code {
    case .unreachable, .timedOut, .closed, .busy: true
    default: false
    }
  }
}
