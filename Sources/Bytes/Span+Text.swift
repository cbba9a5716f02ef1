/// Comparing bytes with text.
///
/// Offsets outside the span never match, also negative ones.
extension Span where Element == UInt8 {
  /// Whether the UTF-8 bytes of `text` stand at an offset.
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

  /// Whether `text` stands at an offset, the letters A to Z and a to z taken as the same.
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

  /// The offset of the first `byte` at or behind `start`; `nil` where there is none.
  @inlinable
  public func firstOffset(of byte: UInt8, from start: Int = 0) -> Int? {
    var position = Swift.max(start, 0)
    while position < count {
      if self[position] == byte { return position }
      position += 1
    }
    return nil
  }
}

extension UInt8 {
  /// The byte with A to Z turned into a to z, every other byte as it is.
  @inlinable
  public var lowercasedASCII: UInt8 {
    self >= 0x41 && self <= 0x5A ? self | 0x20 : self
  }
}
