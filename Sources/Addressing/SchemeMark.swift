import Bytes

/// The scheme at the beginning of an input (the "scheme start" and "scheme" states of the URL
/// standard).
enum SchemeMark: Equatable {
  /// `http:` or `https:`, with the index of the first byte after the colon.
  case web(Scheme, end: Int)
  /// Another scheme, with its name in lower case.
  case foreign(String)
  /// No scheme: a relative reference.
  case none
}

extension Span where Element == UInt8 {
  /// Reads the scheme at `start`, skipping tabs and line breaks as the standard does.
  func schemeMark(from start: Int) -> SchemeMark {
    var name: [UInt8] = []
    var index = start
    while index < count {
      let byte = self[index]
      index += 1
      if byte.isTabOrLineEnd { continue }
      if byte == UInt8(ascii: ":") {
        guard !name.isEmpty else { return .none }
        if name == Array("https".utf8) { return .web(.https, end: index) }
        if name == Array("http".utf8) { return .web(.http, end: index) }
        return .foreign(String(decoding: name, as: UTF8.self))
      }
      let belongs =
        byte.isASCIILetter
        || (!name.isEmpty && (byte.isASCIIDigit || ASCIISet.schemePunctuation.contains(byte)))
      guard belongs else { return .none }
      if name.count < AddressError.schemeNameLimit { name.append(byte.lowercasedASCII) }
    }
    return .none
  }
}
