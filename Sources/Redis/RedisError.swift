/// Why a Redis server could not be used: what went wrong, and what to do about it.
public struct RedisError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The kinds of failure that callers distinguish.
  public enum Code: Sendable, Hashable {
    /// The address is not one of a Redis server.
    case badAddress
    /// No connection can be made.
    case unreachable
    /// The certificate of the server is not trusted, or one of both sides does not speak TLS.
    case tls
    /// The server did not answer in time.
    case timedOut
    /// The connection was closed or broken.
    case closed
    /// The server is not one of Redis.
    case notRedis
    /// The server is older than ``RedisServer/least``.
    case tooOld
    /// The server requires other credentials, or gives these no right to do this.
    case notAllowed
    /// The server has no memory left that it may use.
    case outOfMemory
    /// The server is a copy that must not be written to.
    case readOnly
    /// The server cannot answer yet or now, but will later.
    case notReady
    /// The server cannot write to its disk.
    case cannotSave
    /// Another server of the cluster has the keys.
    case moved
    /// The answer is larger than anything that was asked for.
    case tooLarge
    /// The server refused a command for another reason.
    case refused
  }

  /// The kind of failure.
  public let code: Code
  /// What went wrong, and what to do about it.
  public let message: String

  /// Makes an error from its parts.
  public init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  /// The message.
  public var description: String { message }

  /// Whether the same may succeed later, without anybody changing a setting here.
  public var mayPass: Bool {
    switch code {
    case .unreachable, .timedOut, .closed, .notReady, .cannotSave, .outOfMemory, .readOnly, .moved:
      true
    case .badAddress, .tls, .notRedis, .tooOld, .notAllowed, .tooLarge, .refused: false
    }
  }
}
