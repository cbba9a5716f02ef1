/// A number that stands for an address where the text would take too much room.
///
/// It is SipHash-1-3 of the canonical bytes: fast on short texts, and without the key nobody can
/// make addresses that collide. Two given addresses share a fingerprint with a chance of 2⁻⁶⁴;
/// among `n` addresses there is any such pair with a chance of about `n² / 2⁶⁵`: one in 37 million
/// for a million addresses, 0.03 % for a hundred million, 2.7 % for a thousand million.
public struct Fingerprint: Hashable, Sendable {
  /// The hash.
  public let value: UInt64

  /// Takes a fingerprint from where it was kept.
  public init(value: UInt64) { self.value = value }

  /// Makes the fingerprint of a text.
  public init(_ text: String, key: Key = .fixed) {
    let utf8 = text.utf8
    self.init(utf8.span, key: key)
  }

  /// Makes the fingerprint of some bytes.
  public init(_ bytes: Span<UInt8>, key: Key = .fixed) {
    value = bytes.sipHash13(key)
  }
}

extension Fingerprint {
  /// The secret of the hash; fingerprints of different keys have nothing to do with each other.
  public struct Key: Hashable, Sendable {
    /// The first half.
    public let first: UInt64
    /// The second half.
    public let second: UInt64

    /// Makes a key from its halves.
    public init(first: UInt64, second: UInt64) {
      self.first = first
      self.second = second
    }

    /// The key that is used where none is given, so that fingerprints may be kept in files.
    ///
    /// It is public, so it gives no protection from somebody who makes collisions on purpose; a
    /// crawl that must be safe from that draws a key of its own.
    public static let fixed = Key(first: 0x6D61_6770_6965_2D66, second: 0x696E_6765_7270_7274)
  }
}
