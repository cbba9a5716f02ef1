/// A list of addresses, one per line, as people and their editors write it.
///
/// White space around an address, empty lines and comments are ignored. A comment begins with `#` at
/// the start of a line or after white space. The list is UTF-8 or, with a byte order mark, UTF-16.
public struct AddressList: Sendable {
  /// The lines that are addresses, in order, as written.
  public private(set) var addresses: [String] = []
  /// For each other line, its number and what is wrong with it.
  public private(set) var problems: [String] = []

  /// Reads the content of a list; the time is linear in its size, and so is the memory in the number
  /// of addresses and problems.
  ///
  /// - Parameters:
  ///   - bytes: the content.
  ///   - place: the name of the list, for the problems.
  public init(_ bytes: [UInt8], of place: String) {
    let text = Self.utf8(of: bytes)
    var (start, number) = (0, 1)
    // A line at a time: a list may be much larger than what its addresses need.
    while start < text.count {
      let end = Self.endOfLine(in: text, from: start)
      add(String(decoding: text[start..<end.line], as: UTF8.self), number, of: place)
      (start, number) = (end.next, number + 1)
    }
  }

  private mutating func add(_ line: String, _ number: Int, of place: String) {
    let address = Self.withoutComment(line[...]).trimmed
    guard !address.isEmpty else { return }
    do throws(CrawlError) {
      try Crawl.check(seed: String(address))
      addresses.append(String(address))
    } catch {
      problems.append("\(place), line \(number): \(error.message)")
    }
  }

  /// The end of a line, and the beginning of the next one: those that `Character.isNewline` knows.
  private static func endOfLine(in text: [UInt8], from start: Int) -> (line: Int, next: Int) {
    var index = start
    while index < text.count {
      switch text[index] {
      case 0x0D where text.dropFirst(index + 1).first == 0x0A: return (index, index + 2)
      case 0x0A...0x0D: return (index, index + 1)
      case 0xC2 where text[index...].starts(with: [0xC2, 0x85]): return (index, index + 2)
      case 0xE2
      where text[index...].starts(with: [0xE2, 0x80, 0xA8])
        || text[index...].starts(with: [0xE2, 0x80, 0xA9]):
        return (index, index + 3)
      default: index += 1
      }
    }
    return (index, index)
  }

  private static func utf8(of bytes: [UInt8]) -> [UInt8] {
    switch bytes.prefix(2) {
    case [0xFF, 0xFE]: Array(utf16(bytes) { $0 | $1 << 8 }.utf8)
    case [0xFE, 0xFF]: Array(utf16(bytes) { $0 << 8 | $1 }.utf8)
    default: bytes
    }
  }

  private static func utf16(
    _ bytes: [UInt8], _ unit: (UInt16, UInt16) -> UInt16
  ) -> String {
    let units = stride(from: 0, to: bytes.count - 1, by: 2).map {
      unit(UInt16(bytes[$0]), UInt16(bytes[$0 + 1]))
    }
    return String(decoding: units, as: UTF16.self)
  }

  private static func withoutComment(_ line: Substring) -> Substring {
    var isAfterSpace = true
    for index in line.indices {
      if isAfterSpace, line[index] == "#" { return line[..<index] }
      isAfterSpace = line[index].isBlank
    }
    return line
  }
}

extension Substring {
  fileprivate var trimmed: Substring {
    let start = drop(while: \.isBlank)
    guard let last = start.lastIndex(where: { !$0.isBlank }) else { return "" }
    return start[...last]
  }
}

extension Character {
  /// Whether it is white space, or a byte order mark, which joined files have in the middle.
  fileprivate var isBlank: Bool { isWhitespace || self == "\u{FEFF}" }
}
