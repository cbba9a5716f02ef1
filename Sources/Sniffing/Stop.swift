internal import Bytes

/// Why a reader stopped before it determined the size.
enum Stop: Error {
  /// The bytes end before the header does.
  case cutOff
  /// The header contradicts its format.
  case damaged
  /// The signature is a coincidence: this is another kind of file.
  case foreign
}

/// Reads that throw `cutOff` at the end of the bytes.
///
/// Results are `Int`, because sizes are; a 64-bit value too large for any file becomes `farAway`.
extension Span where Element == UInt8 {
  /// An offset beyond the end of any file that can be added to another offset without overflow.
  static var farAway: Int { Int.max >> 2 }

  func one(_ offset: Int) throws(Stop) -> Int {
    guard let value = uint8(at: offset) else { throw .cutOff }
    return Int(value)
  }

  func two(_ offset: Int, _ order: ByteOrder) throws(Stop) -> Int {
    guard let value = uint16(at: offset, order) else { throw .cutOff }
    return Int(value)
  }

  func three(_ offset: Int, _ order: ByteOrder) throws(Stop) -> Int {
    guard let value = uint24(at: offset, order) else { throw .cutOff }
    return Int(value)
  }

  func four(_ offset: Int, _ order: ByteOrder) throws(Stop) -> Int {
    guard let value = uint32(at: offset, order) else { throw .cutOff }
    return Int(value)
  }

  func eight(_ offset: Int, _ order: ByteOrder) throws(Stop) -> Int {
    guard let value = uint64(at: offset, order) else { throw .cutOff }
    return Int(Swift.min(value, UInt64(Self.farAway)))
  }
}
