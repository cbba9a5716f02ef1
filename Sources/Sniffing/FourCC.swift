internal import Bytes

/// A four-character code, as used by PNG, RIFF and ISO media files.
struct FourCC: Hashable, ExpressibleByStringLiteral {
  private let value: UInt32

  // Inlined, a literal is a constant; a call of this would cost more than the rest of a comparison.
  @inline(__always)
  init(stringLiteral name: String) {
    var value: UInt32 = 0
    for byte in name.utf8 { value = value << 8 | UInt32(byte) }
    self.value = value
  }

  /// Reads the code at an offset.
  init(in bytes: Span<UInt8>, at offset: Int) throws(Stop) {
    guard let value = bytes.uint32(at: offset, .bigEndian) else { throw .cutOff }
    self.value = value
  }
}
