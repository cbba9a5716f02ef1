/// A set of ASCII characters with constant-time lookup.
struct ASCIISet {
  private let low: UInt64
  private let high: UInt64

  private init(low: UInt64, high: UInt64) {
    self.low = low
    self.high = high
  }

  init(_ characters: String = "") {
    self.init(low: 0, high: 0, adding: characters.utf8.map { $0 })
  }

  private init(low: UInt64, high: UInt64, adding bytes: [UInt8]) {
    var (low, high) = (low, high)
    for byte in bytes {
      if byte < 64 {
        low |= 1 << UInt64(byte)
      } else {
        high |= 1 << UInt64(byte & 63)
      }
    }
    self.init(low: low, high: high)
  }

  /// The set with these characters added.
  func with(_ characters: String) -> ASCIISet {
    ASCIISet(low: low, high: high, adding: characters.utf8.map { $0 })
  }

  /// The set with U+0000 to U+001F and U+007F added.
  var withControls: ASCIISet { ASCIISet(low: low | 0xFFFF_FFFF, high: high | 1 << 63) }

  /// Whether a byte is an ASCII character of the set; `false` for bytes above 0x7F.
  @inline(__always)
  func contains(_ byte: UInt8) -> Bool {
    let half = byte < 64 ? low : high
    return byte < 128 && half & (1 << UInt64(byte & 63)) != 0
  }
}

/// The sets of the URL standard.
///
/// The percent-encode sets (section 1.3) also include every byte above 0x7F; callers check those
/// separately.
extension ASCIISet {
  /// The percent-encode set of a fragment.
  static let fragment = ASCIISet(" \"<>`").withControls
  /// The percent-encode set of a query.
  static let query = ASCIISet(" \"#<>").withControls
  /// The percent-encode set of a query of `http` and `https`.
  static let specialQuery = query.with("'")
  /// The percent-encode set of a path.
  static let path = query.with("?^`{}")
  /// The percent-encode set of user names and passwords.
  static let userinfo = path.with("/:;=@[\\]|")
  /// The characters a domain must not contain (section 3.1, forbidden domain code points).
  static let forbiddenInDomain = ASCIISet(" #/:<>?@[\\]^|%").withControls
  /// The characters a scheme may contain besides letters and digits.
  static let schemePunctuation = ASCIISet("+-.")
  /// The characters that end the authority of an `http` address.
  static let authorityEnd = ASCIISet("/\\?#")
}
