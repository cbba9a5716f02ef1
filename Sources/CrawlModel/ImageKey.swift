public import Addressing
public import Bytes

/// What identifies an image in the records: its address, or its digest if it has no address.
public enum ImageKey: Sendable, Hashable {
  /// The canonical address it is fetched from.
  case address(WebAddress)
  /// The digest of an image that is part of a document, as a `data:` address; stored elsewhere
  /// (`indirect`), since it is rare and larger than an address.
  indirect case digest(SHA256Digest)

  private static let prefix = "ni:///sha-256;"

  /// Parses the name of a digest as written by ``text``; `nil` for anything else.
  public init?(name text: String) {
    // Almost every text is an address.
    guard text.utf8.first == UInt8(ascii: "n"), text.hasPrefix(Self.prefix),
      let bytes = Base64URL.bytes(of: text.utf8.dropFirst(Self.prefix.utf8.count)),
      let digest = SHA256Digest(bytes: bytes.span)
    else { return nil }
    self = .digest(digest)
  }

  /// The text in the manifest and in the journal: the address, or an `ni` URI (RFC 6920) such as
  /// `ni:///sha-256;f4OxZX_x_FO5LcGBSKHWXfwtSx-j1ncoSt3SABJtkGk`.
  public var text: String {
    switch self {
    case .address(let address): address.text
    case .digest(let digest): Self.prefix + Base64URL.text(of: digest.bytes)
    }
  }

  /// The address; `nil` for a digest.
  public var address: WebAddress? {
    if case .address(let address) = self { address } else { nil }
  }

  /// The fingerprint of ``text``.
  public var fingerprint: Fingerprint {
    switch self {
    case .address(let address): address.fingerprint
    case .digest: Fingerprint(text)
    }
  }
}

/// The base64url encoding without padding (RFC 4648 §5).
private enum Base64URL {
  private static let alphabet = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

  static func text(of bytes: [UInt8]) -> String {
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

  /// Decodes a text; `nil` if it has an invalid character, or bits after the last byte.
  static func bytes(of text: some Sequence<UInt8>) -> [UInt8]? {
    var bytes: [UInt8] = []
    var bits: UInt32 = 0
    var count = 0
    for digit in text {
      guard let value = alphabet.firstIndex(of: digit) else { return nil }
      bits = bits << 6 | UInt32(value)
      count += 6
      if count >= 8 {
        count -= 8
        bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
      }
    }
    return count < 6 && bits & ((1 << UInt32(count)) - 1) == 0 ? bytes : nil
  }
}
