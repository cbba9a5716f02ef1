/// The `Content-Range` of a response with a part of a resource, `bytes 100-199/200`
/// (RFC 9110 §14.4).
public struct ContentRange: Sendable, Hashable {
  /// The position of the first byte, from 0.
  public let first: Int
  /// The position of the last byte; at least `first`.
  public let last: Int
  /// The size of the whole resource; `nil` if the server does not state it.
  public let whole: Int?

  /// Reads the field; `nil` if it is not a valid range of bytes.
  public init?(_ text: String) {
    let words = text.split(separator: " ")
    guard words.count == 2, words[0].lowercased() == "bytes" else { return nil }
    let parts = words[1].split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2 else { return nil }
    let ends = parts[0].split(separator: "-", omittingEmptySubsequences: false)
    guard ends.count == 2, let first = Self.number(ends[0]), let last = Self.number(ends[1]),
      first <= last, last < .max
    else { return nil }
    self.first = first
    self.last = last
    guard parts[1] != "*" else {
      whole = nil
      return
    }
    guard let whole = Self.number(parts[1]), last < whole else { return nil }
    self.whole = whole
  }

  // `Int` would also accept a sign.
  private static func number(_ text: Substring) -> Int? {
    text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(text) : nil
  }
}
