/// A user name and password from an address.
///
/// They are percent-encoded as in the URL standard; ``decoded`` is what is sent to a server.
/// Printing does not reveal them, so they do not get into logs by accident.
public struct Credentials: Hashable, Sendable {
  /// The user name, percent-encoded; may be empty.
  public let user: String
  /// The password, percent-encoded; may be empty.
  public let password: String

  /// Creates credentials from percent-encoded parts.
  public init(user: String, password: String) {
    self.user = user
    self.password = password
  }
}

extension Credentials {
  /// Both parts without percent-encoding, as sent to a server.
  public var decoded: (user: String, password: String) {
    (Self.decode(user), Self.decode(password))
  }

  private static func decode(_ text: String) -> String {
    String(decoding: PercentEncoding.decode(text.utf8), as: UTF8.self)
  }
}

extension Credentials: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// A placeholder that does not reveal the values.
  public var description: String { "(credentials)" }

  /// The same placeholder.
  public var debugDescription: String { description }

  /// A mirror without children, so that `dump` does not reveal the values.
  public var customMirror: Mirror { Mirror(self, children: [:]) }
}
