/// A random word that an address must have to be answered.
public struct Secret: Sendable, Hashable {
  let text: String

  /// Makes a secret of 128 random bits, as 32 hexadecimal digits.
  public init() {
    var generator = SystemRandomNumberGenerator()
    text = (0..<2).map { _ in
      let digits = String(generator.next() as UInt64, radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }.joined()
  }

  /// Whether a text is the secret; takes the same time whatever the first difference is.
  func matches(_ other: Substring) -> Bool {
    let (own, given) = (Array(text.utf8), Array(other.utf8))
    guard own.count == given.count else { return false }
    var difference: UInt8 = 0
    for index in own.indices { difference |= own[index] ^ given[index] }
    return difference == 0
  }
}
