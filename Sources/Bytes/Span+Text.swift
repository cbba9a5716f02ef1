/// Comparing bytes with text.
///
/// An offset outside the span, including a negative one, never matches.
extension Span where Element == UInt8 {
  /// Whether the UTF-8 bytes of `text` are at an offset.
  @inlinable
  public func matches(_ text: String, at offset: Int = 0) -> Bool {
    guard offset >= 0, offset <= count - text.utf8.count else { return false }
    var position = offset
    for byte in text.utf8 {
      guard self[position] == byte else { return false }
      position += 1
    }
    return true
  }

  /// Whether `text` is at an offset, ignoring the case of ASCII letters.
  @inlinable
  public func matchesIgnoringASCIICase(_ text: String, at offset: Int = 0) -> Bool {
    guard offset >= 0, offset <= count - text.utf8.count else { return false }
    var position = offset
    for byte in text.utf8 {
      guard self[position].lowercasedASCII == byte.lowercasedASCII else { return false }
      position += 1
    }
    return true
  }

  /// Whether one of three bytes occurs; faster than looking for the first one.
  public func hasAny(of first: UInt8, _ second: UInt8, _ third: UInt8) -> Bool {
    withUnsafeBufferPointer { bytes in
      // Without a branch in the loop, many bytes are compared at once.
      var found: UInt8 = 0
      for byte in bytes {
        found |= (byte == first ? 1 : 0) | (byte == second ? 1 : 0) | (byte == third ? 1 : 0)
      }
      return found != 0
    }
  }

  /// Returns the offset of the first `byte` at or after `start`; `nil` if there is none.
  @inlinable
  public func firstOffset(of byte: UInt8, from start: Int = 0) -> Int? {
    var position = Swift.max(start, 0)
    while position < count {
      if self[position] == byte { return position }
      position += 1
    }
    return nil
  }

  /// Returns a range of the bytes as text; invalid UTF-8 becomes U+FFFD.
  public func text(_ range: Range<Int>) -> String {
    extracting(range).withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
  }
}
