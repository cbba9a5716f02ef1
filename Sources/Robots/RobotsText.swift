internal import Bytes

/// The text of a robots.txt without its byte order mark.
enum RobotsText {
  /// Passes the text to a closure in UTF-8, as RFC 9309 requires; UTF-16 with a byte order mark is
  /// converted.
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

  /// The byte order mark, and the same bytes misread as Latin-1 and encoded again as UTF-8.
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
