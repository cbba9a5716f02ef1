internal import Bytes
internal import Markup

/// Texts whose encoding is not stated, or stated wrongly: UTF-8 if they are valid, or else
/// windows-1252.
enum MetadataText {
  /// The maximum number of bytes of a text.
  static let most = 4096

  /// Returns the text in a range of the bytes.
  static func text(_ bytes: Span<UInt8>, _ range: Range<Int>) -> String {
    let part = bytes.extracting(range.lowerBound..<min(range.upperBound, range.lowerBound + most))
    let whole = String(validating: (0..<part.count).map { part[$0] }, as: UTF8.self)
    if let whole { return whole }
    let encoding: CharacterEncoding = isCutUTF8(part) ? .utf8 : .windows1252
    return String(decoding: encoding.cleanText(part), as: UTF8.self)
  }

  /// Returns the texts between NUL characters, without empty ones.
  static func lines(_ bytes: Span<UInt8>, _ range: Range<Int>) -> [String] {
    var lines: [String] = []
    let end = min(range.upperBound, range.lowerBound + most)
    var start = range.lowerBound
    while start < end, lines.count < 4 {
      let next = bytes.firstOffset(of: 0, from: start).map { min($0, end) } ?? end
      if start < next { lines.append(text(bytes, start..<next)) }
      start = next + 1
    }
    return lines
  }

  /// Whether a text would be UTF-8 if its last character had not been cut.
  private static func isCutUTF8(_ bytes: Span<UInt8>) -> Bool {
    guard bytes.count == most else { return false }
    return (1...3).contains { cut in
      String(validating: (0..<bytes.count - cut).map { bytes[$0] }, as: UTF8.self) != nil
    }
  }
}
