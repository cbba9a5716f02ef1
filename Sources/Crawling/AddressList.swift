/// A list of addresses, one per line, as people and their editors write it.
///
/// White space around an address, empty lines and comments are ignored. A comment begins with `#` at
/// the start of a line or after white space. The list is UTF-8 or, with a byte order mark, UTF-16.
public struct AddressList: Sendable {
  /// The lines that are addresses, in order, as written.
  public private(set) var addresses: [String] = []
  /// For each other line, its number and what is wrong with it.
  public private(set) var problems: [String] = []

  /// Reads the content of a list; the time is linear in its size.
  ///
  /// - Parameters:
  ///   - bytes: the content.
  ///   - place: the name of the list, for the problems.
  public init(_ bytes: [UInt8], of place: String) {
    let lines = Self.text(of: bytes)
      .split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for (index, line) in lines.enumerated() {
      let address = Self.withoutComment(line).trimmed
      guard !address.isEmpty else { continue }
      do throws(CrawlError) {
        try Crawl.check(seed: String(address))
        addresses.append(String(address))
      } catch {
        problems.append("\(place), line \(index + 1): \(error.message)")
      }
    }
  }

  private static func text(of bytes: [UInt8]) -> String {
    switch bytes.prefix(2) {
    case [0xFF, 0xFE]: utf16(bytes) { $0 | $1 << 8 }
    case [0xFE, 0xFF]: utf16(bytes) { $0 << 8 | $1 }
    default: String(decoding: bytes, as: UTF8.self)
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
