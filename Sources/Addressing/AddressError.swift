import Bytes

/// Why a text is not an address that can be fetched.
///
/// The error keeps the input for its message, cut to ``inputLimit`` and without anything that may
/// be a user name or password.
public struct AddressError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong with the text.
  public enum Code: Hashable, Sendable {
    /// The text is empty or white space, and there is no base to resolve it against.
    case empty
    /// The input or the address made from it is longer than ``WebAddress/lengthLimit``.
    case tooLong
    /// The text is a relative reference and there is no base.
    case relativeWithoutBase
    /// The scheme is not `http` or `https`; its name in lower case, cut to ``schemeNameLimit``.
    case unsupportedScheme(String)
    /// The host is missing.
    case missingHost
    /// The host is neither a domain name nor an IP address.
    case invalidHost
    /// The port is not a number from 0 to 65535.
    case invalidPort
  }

  /// The maximum number of bytes of the input that an error keeps.
  public static let inputLimit = 200
  /// The maximum number of bytes of a scheme's name that an error keeps.
  public static let schemeNameLimit = 32

  /// What is wrong.
  public let code: Code
  /// The beginning of the input, without credentials.
  public let input: String

  /// Creates an error for an input, which is cut and stripped of possible credentials.
  public init(_ code: Code, input: String) {
    self.code = code
    self.input = Self.withoutSecrets(input)
  }

  /// A sentence that says what is wrong with which text, and one that says what to do.
  public var description: String {
    "\(reason): \"\(input)\". \(advice)"
  }

  private var reason: String {
    switch code {
    case .empty: "an address is empty"
    case .tooLong: "an address is longer than \(WebAddress.lengthLimit) bytes"
    case .relativeWithoutBase: "a relative reference has no base"
    case .unsupportedScheme(let name): "the scheme \(name): is not supported"
    case .missingHost: "an address has no host"
    case .invalidHost: "the host of an address is neither a domain name nor an IP address"
    case .invalidPort: "the port of an address is not a number from 0 to 65535"
    }
  }

  private var advice: String {
    switch code {
    case .empty, .relativeWithoutBase:
      "Write it in full, with http:// or https:// and a host."
    case .tooLong: "Shorten it."
    case .unsupportedScheme: "Only http: and https: can be fetched."
    case .missingHost: "Write the host after http:// or https://."
    case .invalidHost: "Check the host's spelling."
    case .invalidPort: "Correct the port or omit it."
    }
  }

  /// Returns the beginning of a text without everything before its last `@`.
  ///
  /// In a text that cannot be parsed the end of the credentials is unknown (a password may contain
  /// a slash), so rather too much is removed. Only `//` and the text before it stay.
  private static func withoutSecrets(_ input: String) -> String {
    let bytes = input.utf8
    guard let at = bytes.lastIndex(of: UInt8(ascii: "@")) else {
      return beginning(of: bytes[...], limit: inputLimit)
    }
    var kept = ""
    if let colon = bytes[..<at].firstIndex(of: UInt8(ascii: ":")) {
      let after = bytes[bytes.index(after: colon)..<at]
      if after.first == UInt8(ascii: "/") || after.first == UInt8(ascii: "\\") {
        let slashes = after.prefix { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "\\") }
        kept = beginning(of: bytes[..<slashes.endIndex], limit: schemeNameLimit)
      }
    }
    return kept + "…" + beginning(of: bytes[at...], limit: inputLimit)
  }

  private static func beginning(of bytes: Substring.UTF8View, limit: Int) -> String {
    guard let end = bytes.index(bytes.startIndex, offsetBy: limit, limitedBy: bytes.endIndex),
      end < bytes.endIndex
    else { return String(Substring(bytes)) }
    // A cut inside a character leaves a replacement character, which is harmless in a message.
    return String(decoding: bytes[..<end], as: UTF8.self) + "…"
  }
}
