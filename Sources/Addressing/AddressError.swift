/// Why a text is no address that can be fetched.
///
/// The input is kept for the message, cut to ``inputLimit`` and without anything that may be a
/// user name or password.
public struct AddressError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong with the text.
  public enum Code: Hashable, Sendable {
    /// The text is empty or white space, and there is no base it could be read against.
    case empty
    /// The input or the address made from it is longer than ``WebAddress/lengthLimit``.
    case tooLong
    /// The text is a relative reference and there is no base.
    case relativeWithoutBase
    /// The scheme is another one than `http` and `https`; its name in lower case, cut to
    /// ``schemeNameLimit``.
    case unsupportedScheme(String)
    /// There is no host where one must stand.
    case missingHost
    /// The host is no domain name and no IP address.
    case invalidHost
    /// The port is no number from 0 to 65535.
    case invalidPort
  }

  /// How many bytes of the offending input an error keeps.
  public static let inputLimit = 200
  /// How many bytes of a foreign scheme's name an error keeps.
  public static let schemeNameLimit = 32

  /// What is wrong.
  public let code: Code
  /// The beginning of the offending text, without credentials.
  public let input: String

  /// Makes an error for a text; cuts it and takes out what may be credentials.
  public init(_ code: Code, input: String) {
    self.code = code
    self.input = Self.withoutSecrets(input)
  }

  /// A sentence that says what is wrong, with which text, and one that says what to do.
  public var description: String {
    "\(reason): \"\(input)\". \(advice)"
  }

  private var reason: String {
    switch code {
    case .empty: "an address is empty"
    case .tooLong: "an address is longer than \(WebAddress.lengthLimit) bytes"
    case .relativeWithoutBase: "a relative reference stands alone"
    case .unsupportedScheme(let name): "the scheme \(name): is not one that is fetched"
    case .missingHost: "an address has no host"
    case .invalidHost: "the host of an address is no domain name and no IP address"
    case .invalidPort: "the port of an address is no number from 0 to 65535"
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
    case .invalidPort: "Correct the port or leave it out."
    }
  }

  /// The beginning of a text with everything before its last `@` left out.
  ///
  /// A text that cannot be read does not say where its credentials end (a password may hold a
  /// slash), so more is left out rather than less. Only `//` and what stands before it stay.
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
    // A cut within a character leaves a replacement character, which is harmless in a message.
    return String(decoding: bytes[..<end], as: UTF8.self) + "…"
  }
}
