/// A 64-bit hash that identifies an address where the text would take too much memory.
///
/// It is SipHash-1-3 of the canonical bytes: fast for short texts, and without the key nobody can
/// construct collisions. Two given addresses have the same fingerprint with a probability of 2⁻⁶⁴.
/// Among `n` addresses there is such a pair with a probability of about `n² / 2⁶⁵`: one in 37
/// million for a million addresses, 0.03 % for a hundred million, 2.7 % for a thousand million.
public struct Fingerprint: Hashable, Sendable {
  /// The hash.
  public let value: UInt64

  /// Creates a fingerprint from a stored value.
  public init(value: UInt64) { self.value = value }

  /// Computes the fingerprint of a text.
  public init(_ text: String, key: Key = .fixed) {
    let utf8 = text.utf8
    self.init(utf8.span, key: key)
  }

  /// Computes the fingerprint of some bytes.
  public init(_ bytes: Span<UInt8>, key: Key = .fixed) {
    value = bytes.sipHash13(key)
  }
}

extension Fingerprint {
  /// The key of the hash; fingerprints of different keys are unrelated.
  public struct Key: Hashable, Sendable {
    /// The first half.
    public let first: UInt64
    /// The second half.
    public let second: UInt64

    /// Creates a key from its halves.
    public init(first: UInt64, second: UInt64) {
      self.first = first
      self.second = second
    }

    /// The default key, which makes fingerprints the same in every process.
    ///
    /// It is public, so it does not protect against deliberate collisions; a crawl that needs this
    /// uses a random key.
    public static let fixed = Key(first: 0x6D61_6770_6965_2D66, second: 0x696E_6765_7270_7274)
  }
}
