// Comparison of bytes with ASCII characters.
extension UInt8 {
  @inline(__always)
  static func == (byte: UInt8, character: Unicode.Scalar) -> Bool {
    UInt32(byte) == character.value
  }

  @inline(__always)
  static func != (byte: UInt8, character: Unicode.Scalar) -> Bool {
    UInt32(byte) != character.value
  }

  @inline(__always)
  static func ~= (character: Unicode.Scalar, byte: UInt8) -> Bool {
    UInt32(byte) == character.value
  }

  /// ASCII whitespace (Infra §4.6): tab, line feed, form feed, carriage return, space.
  var isHTMLSpace: Bool {
    self == 0x20 || self == 0x0A || self == 0x09 || self == 0x0D || self == 0x0C
  }

  var isASCIIDigit: Bool { self &- 0x30 < 10 }

  var asciiLowercased: UInt8 { self &- 0x41 < 26 ? self | 0x20 : self }
}

extension String {
  /// The text without surrounding ASCII white space.
  var trimmingHTMLSpace: Substring {
    let bytes = utf8
    let count = bytes.count
    // Most texts have none.
    if count > 0, !bytes.span[0].isHTMLSpace, !bytes.span[count - 1].isHTMLSpace {
      return self[...]
    }
    var start = startIndex
    var end = endIndex
    while start < end, utf8[start].isHTMLSpace { start = utf8.index(after: start) }
    while start < end, utf8[utf8.index(before: end)].isHTMLSpace { end = utf8.index(before: end) }
    return self[start..<end]
  }

  /// The words separated by ASCII white space, in ASCII lower case.
  var lowercasedWords: [String] {
    utf8.split(whereSeparator: \.isHTMLSpace).map { word in
      String(decoding: word.map(\.asciiLowercased), as: UTF8.self)
    }
  }
}

extension Span where Element == UInt8 {
  /// Returns the text of a range.
  func text(_ range: Range<Int>) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(range.count)
    for index in range { bytes.append(self[index]) }
    return String(decoding: bytes, as: UTF8.self)
  }
}
