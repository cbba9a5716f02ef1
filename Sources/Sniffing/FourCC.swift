internal import Bytes

/// A four-character code, as used by PNG, RIFF and ISO media files.
struct FourCC: Hashable, ExpressibleByStringLiteral {
  private let value: UInt32

  init(stringLiteral name: String) {
    value = name.utf8.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
  }

  /// Reads the code at an offset.
  init(in bytes: Span<UInt8>, at offset: Int) throws(Stop) {
    guard let value = bytes.uint32(at: offset, .bigEndian) else { throw .cutOff }
    self.value = value
  }
}
