internal import Bytes

/// Markup as bytes in which every ASCII character stands for itself.
///
/// UTF-8 and the single-byte encodings are read where they stand. UTF-16 is narrowed, each
/// character beyond ASCII to one byte that is none: names and sizes are all that is looked for.
enum MarkupText {
  /// How the characters of a text are laid out.
  enum Layout {
    /// As bytes, from an offset on.
    case bytes(start: Int)
    /// As 16-bit units, from an offset on.
    case units(start: Int, ByteOrder)
  }

  /// The layout, by byte order mark or by the zeros beside a first `<`.
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

  /// Gives `read` the text in its ASCII form, at most `limit` bytes of it.
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

extension UInt8 {
  /// Whether this is white space between parts of markup: space, tab, line feed, form feed or
  /// carriage return.
  var isXMLWhitespace: Bool {
    self == 0x20 || self == 0x0A || self == 0x0D || self == 0x09 || self == 0x0C
  }
}

extension Span where Element == UInt8 {
  /// The first offset at or behind `start` that holds no white space; `count` where there is none.
  func skippingWhitespace(from start: Int) -> Int {
    var position = start
    while position < count, self[position].isXMLWhitespace { position += 1 }
    return position
  }
}
