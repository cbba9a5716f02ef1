import Bytes

/// Paths and patterns in a form in which equivalent ones have equal bytes (RFC 9309 §2.2.2).
///
/// Unreserved characters are percent-decoded. Non-ASCII characters and those that a URL parser
/// would encode are percent-encoded, with capital digits. Reserved characters stay unchanged, so
/// that `/a%2Fb` differs from `/a/b`; only in a query are `:`, `/` and `?` equal to their encoded
/// forms, as in the table of the RFC.
enum ComparablePath {
  /// Returns the comparable form of the path and query of an address, in which a star is not a
  /// wildcard.
  static func ofAddress(_ text: Span<UInt8>) -> [UInt8] {
    let path = form(of: text, keepingStars: false)
    return path.isEmpty ? [UInt8(ascii: "/")] : path
  }

  /// Returns the comparable form of a pattern without its anchor, in which `*` is a wildcard.
  static func ofPattern(_ text: Span<UInt8>) -> [UInt8] { form(of: text, keepingStars: true) }

  private static func form(of text: Span<UInt8>, keepingStars: Bool) -> [UInt8] {
    var form: [UInt8] = []
    form.reserveCapacity(text.count)
    var isQuery = false
    var at = 0
    while at < text.count {
      let byte = text[at]
      at += 1
      switch byte {
      case UInt8(ascii: "%"):
        guard let value = text.hexadecimalPair(at: at) else {
          form.append(byte)
          continue
        }
        at += 2
        if value.isUnreserved || (isQuery && value.isPlainInQuery) {
          form.append(value)
        } else {
          form.append(percentEncoding: value)
        }
      case UInt8(ascii: "*") where keepingStars: form.append(byte)
      case UInt8(ascii: "?"):
        isQuery = true
        form.append(byte)
      case _ where byte.isEncodedAlways: form.append(percentEncoding: byte)
      default: form.append(byte)
      }
    }
    return form
  }
}

extension Span where Element == UInt8 {
  fileprivate func hexadecimalPair(at offset: Int) -> UInt8? {
    guard offset + 1 < count, let high = self[offset].hexDigitValue,
      let low = self[offset + 1].hexDigitValue
    else { return nil }
    return high << 4 | low
  }
}

extension UInt8 {
  /// RFC 3986 §2.3.
  fileprivate var isUnreserved: Bool {
    (self | 0x20) &- 0x61 < 26 || self &- 0x30 < 10 || self == UInt8(ascii: "-")
      || self == UInt8(ascii: ".") || self == UInt8(ascii: "_") || self == UInt8(ascii: "~")
  }

  fileprivate var isPlainInQuery: Bool {
    self == UInt8(ascii: ":") || self == UInt8(ascii: "/") || self == UInt8(ascii: "?")
  }

  /// Whether a URL parser encodes it somewhere, it is not ASCII, or it is special in patterns.
  fileprivate var isEncodedAlways: Bool {
    if self <= 0x20 || self >= 0x7F { return true }
    switch self {
    case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "<"), UInt8(ascii: ">"),
      UInt8(ascii: "\\"), UInt8(ascii: "^"), UInt8(ascii: "`"), UInt8(ascii: "{"),
      UInt8(ascii: "|"), UInt8(ascii: "}"), UInt8(ascii: "*"), UInt8(ascii: "$"):
      return true
    default: return false
    }
  }
}
