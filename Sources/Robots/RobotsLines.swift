/// The lines of a robots.txt, one after another, whatever they end with: LF, CR LF or CR.
struct RobotsLines {
  /// How many bytes of a line are read, as many as Google's parser reads.
  static let longestLine = 16_663

  private let isCut: Bool
  private var at = 0
  private var number = 0

  /// - Parameter isCut: whether the text ends before its file does, perhaps amid a line.
  init(isCut: Bool) { self.isCut = isCut }

  /// The next line without its end and its number, or `nil` at the end of the text.
  mutating func next(in text: Span<UInt8>) -> (range: Range<Int>, number: Int)? {
    guard at < text.count else { return nil }
    let start = at
    while at < text.count, text[at] != 0x0A, text[at] != 0x0D { at += 1 }
    let end = at
    if at == text.count {
      // Half a rule may mean the whole site.
      if isCut { return nil }
    } else {
      at += text[at] == 0x0D && at + 1 < text.count && text[at + 1] == 0x0A ? 2 : 1
    }
    number += 1
    return (start..<min(end, start + Self.longestLine), number)
  }
}
