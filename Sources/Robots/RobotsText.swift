internal import Bytes

/// The text of a robots.txt without its byte order mark.
enum RobotsText {
  /// Gives a closure the text: UTF-8 as RFC 9309 asks for, and what a UTF-16 mark says is that.
  static func withText<Result>(
    of bytes: Span<UInt8>, _ body: (Span<UInt8>) -> Result
  ) -> Result {
    switch (bytes.uint8(at: 0), bytes.uint8(at: 1)) {
    case (0xFE, 0xFF): return body(utf8(of: bytes, .bigEndian).span)
    case (0xFF, 0xFE): return body(utf8(of: bytes, .littleEndian).span)
    default: break
    }
    for mark in marks where bytes.matches(mark) {
      return body(bytes.extracting(mark.utf8.count...))
    }
    return body(bytes)
  }

  /// The mark, and what becomes of it when UTF-8 is taken for Latin-1 and encoded again.
  private static let marks = ["\u{FEFF}", "\u{EF}\u{BB}\u{BF}"]

  private static func utf8(of bytes: Span<UInt8>, _ order: ByteOrder) -> [UInt8] {
    var units: [UInt16] = []
    units.reserveCapacity(bytes.count / 2)
    for offset in stride(from: 2, to: bytes.count, by: 2) {
      if let unit = bytes.uint16(at: offset, order) { units.append(unit) }
    }
    return Array(String(decoding: units, as: UTF16.self).utf8)
  }
}
