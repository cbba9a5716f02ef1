/// The text of a document in a comparable form: its words, and each group of three words.
///
/// Inside a word all numbers are the same, and everything that is not a word (numbers, dates,
/// addresses, codes) is one and the same sign, so that a page that differs from another only in its
/// numbers has nothing of its own. A group does not extend over a tag, so the same entries in
/// another order are not new. These are the shingles of Broder ("On the resemblance and containment
/// of documents", 1997), used to find what is new on a page instead of the similarity of two pages:
/// text that is repeated on every page of a site does not count, whatever its length, and a short
/// text of a page's own does.
public struct PageWords: Sendable {
  /// The maximum number of bytes read from a document.
  public static let longest = 1 << 22
  /// The maximum number of groups read from a document.
  static let mostGroups = 16_384
  private static let longestWord = 32

  /// A number for each word, with repetitions.
  private(set) var words: [UInt64] = []
  /// A number for each word with the two before it.
  private(set) var groups: [UInt64] = []

  /// Reads the text of a document in HTML or XML, in any ASCII-compatible encoding.
  public init(_ document: Span<UInt8>) {
    let end = min(document.count, Self.longest)
    var reader = Reader()
    var index = 0
    while index < end, reader.groups.count < Self.mostGroups {
      let byte = document[index]
      if byte == UInt8(ascii: "<") {
        reader.endLine()
        index = Self.endOfTag(in: document, from: index, end)
        continue
      }
      if byte == UInt8(ascii: "&") {
        reader.endWord()
        index = Self.endOfReference(in: document, from: index, end)
        continue
      }
      reader.take(byte)
      index += 1
    }
    reader.endLine()
    words = reader.words
    groups = reader.groups
  }

  private static let comment = (start: Array("<!--".utf8), end: Array("-->".utf8))
  /// Elements whose content is not text.
  private static let silent = [
    (start: Array("<script".utf8), end: Array("</script".utf8)),
    (start: Array("<style".utf8), end: Array("</style".utf8)),
  ]

  /// Returns the end of a tag; for scripts and styles, the end of the whole element.
  private static func endOfTag(in text: Span<UInt8>, from start: Int, _ end: Int) -> Int {
    guard start + 1 < end else { return end }
    switch text[start + 1] {
    case UInt8(ascii: "!") where matches(comment.start, in: text, at: start, end):
      return find(comment.end, in: text, from: start + comment.start.count, end)
    case UInt8(ascii: "s"), UInt8(ascii: "S"):
      for element in silent where matches(element.start, in: text, at: start, end) {
        return find(element.end, in: text, from: start + element.start.count, end)
      }
    default: break
    }
    var index = start + 1
    while index < end, text[index] != UInt8(ascii: ">") { index += 1 }
    return index + 1
  }

  private static func endOfReference(in text: Span<UInt8>, from start: Int, _ end: Int) -> Int {
    var index = start + 1
    while index < min(end, start + 12) {
      switch text[index] {
      case UInt8(ascii: ";"): return index + 1
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "#"): index += 1
      default: return start + 1
      }
    }
    return start + 1
  }

  /// Returns the end of the next occurrence; the end of the text if there is none.
  private static func find(
    _ mark: [UInt8], in text: Span<UInt8>, from start: Int, _ end: Int
  ) -> Int {
    var index = start
    let first = mark[0]
    while index < end {
      if text[index] == first, matches(mark, in: text, at: index, end) {
        return index + mark.count
      }
      index += 1
    }
    return end
  }

  private static func matches(
    _ mark: [UInt8], in text: Span<UInt8>, at start: Int, _ end: Int
  ) -> Bool {
    guard start + mark.count <= end else { return false }
    for index in mark.indices {
      let found = text[start + index]
      guard ((0x41...0x5A).contains(found) ? found | 0x20 : found) == mark[index] else {
        return false
      }
    }
    return true
  }

  /// Assembles words byte by byte.
  private struct Reader {
    var words: [UInt64] = []
    var groups: [UInt64] = []
    private var hash = start
    private var length = 0
    private var isPlain = true
    private var isASCII = true
    /// A byte that ends a word but may also be inside one; the next byte decides.
    private var mark: UInt8 = 0
    private var wasDigit = false
    /// The number of changes between letters and digits since the start of the word or its last
    /// mark.
    private var changes = 0
    private var last = (Reader.start, Reader.start)

    private static let start: UInt64 = 0xCBF2_9CE4_8422_2325
    private static let other: UInt64 = 1
    /// A code has more changes than a name.
    private static let mostChanges = 2

    mutating func take(_ byte: UInt8) {
      switch byte {
      // UTF-16 text has a NUL for each ASCII letter.
      case 0: break
      case 1...0x20: endWord()
      case 0x41...0x5A, 0x61...0x7A: addASCII(byte | 0x20, isDigit: false)
      case 0x30...0x39: addASCII(UInt8(ascii: "#"), isDigit: true)
      case 0x80...0xFF:
        // Where there are no spaces between words, a number ends one.
        if length > 0, isASCII { endWord() }
        isASCII = false
        add(byte)
      default:
        if length > 0 || Self.isOfAddress(byte) { mark = Self.isOfAddress(mark) ? mark : byte }
      }
    }

    private mutating func addASCII(_ byte: UInt8, isDigit: Bool) {
      if length > 0, !isASCII { endWord() }
      isASCII = true
      if mark != 0 {
        if Self.isOfAddress(mark) { isPlain = false }
        if length > 0 { add(mark) }
        (mark, changes, wasDigit) = (0, 0, false)
      } else if length > 0, isDigit != wasDigit {
        changes += 1
        if changes > Self.mostChanges { isPlain = false }
      }
      // A number is one sign, whatever its length.
      if !isDigit || !wasDigit { add(byte) }
      wasDigit = isDigit
    }

    private static func isOfAddress(_ byte: UInt8) -> Bool {
      switch byte {
      case UInt8(ascii: "/"), UInt8(ascii: "="), UInt8(ascii: "?"), UInt8(ascii: ":"),
        UInt8(ascii: "@"), UInt8(ascii: "%"), UInt8(ascii: "~"), UInt8(ascii: "+"):
        true
      default: false
      }
    }

    // FNV-1a is sufficient: a deliberate collision would only exclude the page itself.
    private mutating func add(_ byte: UInt8) {
      hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3
      length += 1
    }

    mutating func endWord() {
      defer {
        (hash, length, mark, changes) = (Self.start, 0, 0, 0)
        (isPlain, wasDigit) = (true, false)
      }
      guard length > 0 else { return }
      let isNumber = wasDigit && length == 1
      // Text without spaces is not a code, but no ASCII word is that long.
      let isWord = isPlain && !isNumber && (length <= longestWord || !isASCII)
      let word = isWord ? hash : Self.other
      // One number and ten numbers are the same.
      if word == Self.other, last.1 == Self.other { return }
      words.append(word)
      groups.append(Self.mix(Self.mix(last.0, last.1), word))
      last = (last.1, word)
    }

    mutating func endLine() {
      endWord()
      last = (Self.start, Self.start)
    }

    private static func mix(_ left: UInt64, _ right: UInt64) -> UInt64 {
      var value = (left &* 0x9E37_79B9_7F4A_7C15) ^ right
      value = (value ^ (value >> 31)) &* 0xBF58_476D_1CE4_E5B9
      return value ^ (value >> 29)
    }
  }
}
