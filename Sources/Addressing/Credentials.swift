/// A user name and password that stood in an address.
///
/// They are percent-encoded as the URL standard writes them; ``PercentEncoding/decode(_:)`` gives
/// what is sent to a server. No way of printing shows them, so they reach no log by accident.
public struct Credentials: Hashable, Sendable {
  /// The user name, percent-encoded; may be empty.
  public let user: String
  /// The password, percent-encoded; may be empty.
  public let password: String

  /// Makes credentials from percent-encoded parts.
  public init(user: String, password: String) {
    self.user = user
    self.password = password
  }
}

extension Credentials {
  /// What is sent to a server: both parts with their percent-encoding undone.
  public var decoded: (user: String, password: String) {
    (Self.decode(user), Self.decode(password))
  }

  private static func decode(_ text: String) -> String {
    String(decoding: PercentEncoding.decode(text.utf8), as: UTF8.self)
  }
}

extension Credentials: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// A word that says nothing of the values.
  public var description: String { "(credentials)" }

  /// The same word.
  public var debugDescription: String { description }

  /// A mirror without children, which keeps the values out of `dump`.
  public var customMirror: Mirror { Mirror(self, children: [:]) }
}
