/// The byte order of an integer.
public enum ByteOrder: Sendable, Hashable {
  /// The least significant byte first, as in GIF, BMP and RIFF.
  case littleEndian
  /// The most significant byte first, as in PNG, JPEG and ISO media files.
  case bigEndian
}

/// Unsigned integers at an offset.
///
/// Every function returns `nil` if one of the bytes is outside the span, including for a negative
/// offset, so a parser of untrusted input needs no bounds checks of its own.
extension Span where Element == UInt8 {
  /// The byte at an offset.
  @inlinable
  public func uint8(at offset: Int) -> UInt8? {
    guard offset >= 0, offset < count else { return nil }
    return self[offset]
  }

  /// The 16-bit integer at an offset.
  @inlinable
  public func uint16(at offset: Int, _ order: ByteOrder) -> UInt16? {
    guard let value = integer(at: offset, size: 2, order) else { return nil }
    return UInt16(truncatingIfNeeded: value)
  }

  /// The 24-bit integer at an offset.
  @inlinable
  public func uint24(at offset: Int, _ order: ByteOrder) -> UInt32? {
    guard let value = integer(at: offset, size: 3, order) else { return nil }
    return UInt32(truncatingIfNeeded: value)
  }

  /// The 32-bit integer at an offset.
  @inlinable
  public func uint32(at offset: Int, _ order: ByteOrder) -> UInt32? {
    guard let value = integer(at: offset, size: 4, order) else { return nil }
    return UInt32(truncatingIfNeeded: value)
  }

  /// The 64-bit integer at an offset.
  @inlinable
  public func uint64(at offset: Int, _ order: ByteOrder) -> UInt64? {
    integer(at: offset, size: 8, order)
  }

  /// Returns the integer of `size` bytes, at most 8, at an offset.
  @inlinable
  func integer(at offset: Int, size: Int, _ order: ByteOrder) -> UInt64? {
    // `count - size` cannot overflow, `offset + size` could.
    guard offset >= 0, offset <= count - size else { return nil }
    var value: UInt64 = 0
    switch order {
    case .bigEndian:
      for position in 0..<size { value = value << 8 | UInt64(self[offset + position]) }
    case .littleEndian:
      for position in (0..<size).reversed() {
        value = value << 8 | UInt64(self[offset + position])
      }
    }
    return value
  }
}
