/// The lines of a robots.txt, ended by LF, CR LF or CR.
struct RobotsLines {
  /// The maximum number of bytes read from a line, as in Google's parser.
  static let longestLine = 16_663

  private let isCut: Bool
  private var at = 0
  private var number = 0

  /// - Parameter isCut: whether the text is only the beginning of the file, possibly cut inside a
  ///   line.
  init(isCut: Bool) { self.isCut = isCut }

  /// Returns the next line without its line break, and its number; `nil` at the end of the text.
  mutating func next(in text: Span<UInt8>) -> (range: Range<Int>, number: Int)? {
    guard at < text.count else { return nil }
    let start = at
    while at < text.count, text[at] != 0x0A, text[at] != 0x0D { at += 1 }
    let end = at
    if at == text.count {
      // An incomplete rule could match the whole site.
      if isCut { return nil }
    } else {
      at += text[at] == 0x0D && at + 1 < text.count && text[at + 1] == 0x0A ? 2 : 1
    }
    number += 1
    return (start..<min(end, start + Self.longestLine), number)
  }
}
