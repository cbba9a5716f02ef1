/// Names for content that has no address of its own.
extension WebAddress {
  /// The bytes that a SHA-256 has.
  private static let digestLength = 32
  private static let namePrefix = "ni:///sha-256;"

  /// The name of content by its SHA-256, for an image that stands in a document itself: an `ni` URI
  /// (RFC 6920), such as `ni:///sha-256;f4OxZX_x_FO5LcGBSKHWXfwtSx-j1ncoSt3SABJtkGk`.
  ///
  /// It stands where an address stands, and nothing can be fetched from it.
  ///
  /// - Parameter digest: the 32 bytes of the digest.
  public init(naming digest: [UInt8]) {
    precondition(digest.count == Self.digestLength, "a SHA-256 has 32 bytes")
    self.init(name: Self.namePrefix + Self.base64URL(digest))
  }

  /// Reads a name as ``init(naming:)`` writes it; `nil` for anything else.
  public init?(reading text: String) {
    // Nearly all that is read is no name.
    guard text.utf8.first == UInt8(ascii: "n") else { return nil }
    let digits = text.utf8.dropFirst(Self.namePrefix.utf8.count)
    guard text.hasPrefix(Self.namePrefix), digits.count == 43,
      digits.allSatisfy({ Self.alphabet.contains($0) })
    else { return nil }
    self.init(name: text)
  }

  /// Whether it is a name, from which nothing can be fetched.
  public var isName: Bool { text.utf8.first == UInt8(ascii: "n") }

  private init(name text: String) {
    // Between the two slashes of the authority and the path there is no host.
    self.init(
      text: text,
      layout: Layout(hostEnd: 5, pathStart: 5, pathEnd: UInt32(text.utf8.count)))
  }

  private static let alphabet = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

  /// The bytes in base64url without padding (RFC 4648 §5).
  private static func base64URL(_ bytes: [UInt8]) -> String {
    var digits: [UInt8] = []
    var bits: UInt32 = 0
    var count = 0
    for byte in bytes {
      bits = bits << 8 | UInt32(byte)
      count += 8
      while count >= 6 {
        count -= 6
        digits.append(alphabet[Int(bits >> UInt32(count) & 63)])
      }
    }
    if count > 0 { digits.append(alphabet[Int(bits << UInt32(6 - count) & 63)]) }
    return String(decoding: digits, as: UTF8.self)
  }
}
