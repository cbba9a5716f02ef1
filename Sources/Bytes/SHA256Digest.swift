/// A SHA-256 digest (FIPS 180-4).
public struct SHA256Digest: Sendable, Hashable, CustomStringConvertible {
  /// The size of a digest in bytes.
  public static let byteCount = 32

  // Four big-endian words: no heap allocation, and comparing takes four word comparisons.
  private let words: (UInt64, UInt64, UInt64, UInt64)

  /// Computes the digest of bytes in memory.
  public init(of bytes: Span<UInt8>) {
    var digest = Digest()
    digest.update(bytes)
    self = digest.finish()
  }

  /// Creates a digest from its 32 bytes; returns `nil` for any other count.
  public init?(bytes: Span<UInt8>) {
    guard bytes.count == Self.byteCount else { return nil }
    func word(_ offset: Int) -> UInt64 {
      var word: UInt64 = 0
      for index in offset..<offset + 8 { word = word << 8 | UInt64(bytes[index]) }
      return word
    }
    words = (word(0), word(8), word(16), word(24))
  }

  /// Parses 64 hexadecimal digits of either case; returns `nil` for any other text.
  public init?(hex: String) {
    guard let bytes = [UInt8](hex: hex) else { return nil }
    self.init(bytes: bytes.span)
  }

  /// The 32 bytes.
  public var bytes: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(Self.byteCount)
    for word in [words.0, words.1, words.2, words.3] {
      for shift in stride(from: UInt64(56), through: 0, by: -8) {
        bytes.append(UInt8(truncatingIfNeeded: word >> shift))
      }
    }
    return bytes
  }

  /// The 64 lower-case hexadecimal digits.
  public var hex: String { String(hex: bytes.span) }

  /// The digest as hexadecimal digits.
  public var description: String { hex }

  /// Whether two digests are equal.
  public static func == (left: Self, right: Self) -> Bool { left.words == right.words }

  /// Hashes the digest's words.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(words.0)
    hasher.combine(words.1)
    hasher.combine(words.2)
    hasher.combine(words.3)
  }
}
