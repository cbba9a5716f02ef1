internal import Bytes

/// Converts markup to bytes in which ASCII characters are single bytes.
///
/// UTF-8 and single-byte encodings are used unchanged. UTF-16 is narrowed, each non-ASCII character
/// to one non-ASCII byte: only names and sizes are needed.
enum MarkupText {
  /// The layout of the characters of a text.
  enum Layout {
    /// Bytes, from an offset on.
    case bytes(start: Int)
    /// 16-bit units, from an offset on.
    case units(start: Int, ByteOrder)
  }

  /// Returns the layout, determined by a byte order mark or by the zeros beside a first `<`.
  static func layout(of bytes: Span<UInt8>) -> Layout {
    switch (bytes.uint8(at: 0), bytes.uint8(at: 1)) {
    case (0xFF, 0xFE): .units(start: 2, .littleEndian)
    case (0xFE, 0xFF): .units(start: 2, .bigEndian)
    case (0x3C, 0): .units(start: 0, .littleEndian)
    case (0, 0x3C): .units(start: 0, .bigEndian)
    case (0xEF, 0xBB) where bytes.uint8(at: 2) == 0xBF: .bytes(start: 3)
    default: .bytes(start: 0)
    }
  }

  /// Passes the text in its ASCII form to `read`, at most `limit` bytes of it.
  static func withText<Result, Failure: Error>(
    of bytes: Span<UInt8>, limit: Int,
    _ read: (Span<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    switch layout(of: bytes) {
    case .bytes(let start):
      return try read(bytes.extracting(start..<max(start, min(bytes.count, start + limit))))
    case .units(let start, let order):
      var narrow: [UInt8] = []
      narrow.reserveCapacity(min(bytes.count / 2, limit))
      var position = start
      while narrow.count < limit, let unit = bytes.uint16(at: position, order) {
        narrow.append(unit < 0x80 ? UInt8(unit) : 0x80)
        position += 2
      }
      return try read(narrow.span)
    }
  }
}

extension Span where Element == UInt8 {
  /// Returns the first offset at or after `start` without white space; `count` if there is none.
  func skippingWhitespace(from start: Int) -> Int {
    var position = start
    while position < count, self[position].isASCIIWhitespace { position += 1 }
    return position
  }
}
