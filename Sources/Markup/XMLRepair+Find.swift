import Bytes
internal import Glibc

extension XMLRepair {
  /// Returns the next offset of an ASCII character; `limit` if there is none before it.
  func find(_ character: Unicode.Scalar, from start: Int, before limit: Int) -> Int {
    guard start < limit, let base = text.baseAddress else { return limit }
    guard let found = memchr(base + start, Int32(character.value), limit - start) else {
      return limit
    }
    return UnsafeRawPointer(found) - UnsafeRawPointer(base)
  }

  /// Returns the offset after the next occurrence of some ASCII characters; the end of the text if
  /// there is none.
  func end(of ascii: StaticString, from start: Int) -> Int {
    let first = Unicode.Scalar(ascii.utf8Start[0])
    var at = start
    while true {
      at = find(first, from: at, before: text.count)
      guard at < text.count else { return text.count }
      if has(ascii, at: at) { return at + ascii.utf8CodeUnitCount }
      at += 1
    }
  }

  /// Whether these ASCII characters are at `index`.
  func has(_ ascii: StaticString, at index: Int) -> Bool {
    let count = ascii.utf8CodeUnitCount
    guard index >= 0, index + count <= text.count else { return false }
    for offset in 0..<count where text[index + offset] != ascii.utf8Start[offset] { return false }
    return true
  }
}

extension UInt8 {
  /// Non-ASCII names do not occur in feeds and sitemaps, but arrows and dashes after a `<` do.
  var startsXMLName: Bool { isASCIILetter || self == "_" }

  var continuesXMLName: Bool {
    startsXMLName || isASCIIDigit || self == "-" || self == "." || self == ":"
  }

  /// Whether XML 1.0 §2.2 forbids the byte, even as a reference.
  var isForbiddenInXML: Bool { self < 0x20 && self != 0x09 && self != 0x0A && self != 0x0D }
}
