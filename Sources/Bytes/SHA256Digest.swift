/// The SHA-256 of some bytes (FIPS 180-4).
public struct SHA256Digest: Sendable, Hashable, CustomStringConvertible {
  /// How many bytes a digest has.
  public static let byteCount = 32

  // Four big-endian words: no heap, and hashing and comparing are four machine words.
  private let words: (UInt64, UInt64, UInt64, UInt64)

  /// Digests bytes that are wholly in memory.
  public init(of bytes: Span<UInt8>) {
    var digest = Digest()
    digest.update(bytes)
    self = digest.finish()
  }

  /// Takes 32 bytes as a digest; `nil` for another count.
  public init?(bytes: Span<UInt8>) {
    guard bytes.count == Self.byteCount else { return nil }
    func word(_ offset: Int) -> UInt64 {
      var word: UInt64 = 0
      for index in offset..<offset + 8 { word = word << 8 | UInt64(bytes[index]) }
      return word
    }
    words = (word(0), word(8), word(16), word(24))
  }

  /// Reads 64 hexadecimal digits of either case; `nil` for anything else.
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

  /// The hexadecimal digits.
  public var description: String { hex }

  /// Whether two digests are of the same bytes.
  public static func == (left: Self, right: Self) -> Bool { left.words == right.words }

  /// Feeds the digest into a hasher.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(words.0)
    hasher.combine(words.1)
    hasher.combine(words.2)
    hasher.combine(words.3)
  }
}
