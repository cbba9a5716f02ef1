import Addressing

/// The pattern of an address: what it has in common with those that differ only in numbers.
///
/// `/2031/05/?page=2` has the pattern `/#/#/?page`; digits become `#`, codes (`3f2504e04f89`) `*`, of
/// the query only the names count, each once and in order. A path that says a segment twice is taken
/// for its segments in order, each once, since `/a/b/a` and `/b/a/b/a` come from the same relative
/// links. Of a long path only the first segments count.
struct AddressPattern: Sendable, Hashable {
  /// So many segments count.
  static let segmentsRead = 8
  /// So many names of parameters count.
  static let namesRead = 32
  private static let codeLength = 8

  /// The pattern of the path.
  let path: String
  /// The pattern of the folder in which the path is.
  let folder: String
  /// The names of the parameters, with a question mark before them; empty where there are none.
  let names: String

  /// The whole pattern.
  var text: String { path + names }
  /// Whether the address has parameters.
  var hasQuery: Bool { !names.isEmpty }

  init(_ address: WebAddress) {
    var names: Set<String> = []
    var segments: [String] = []
    for segment in address.path.utf8.dropFirst().split(
      separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    {
      let parts = segment.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)
      for part in parts.dropFirst().prefix(Self.namesRead) { names.insert(";" + Self.name(part)) }
      segments.append(Self.folded(parts.first ?? segment))
    }
    if let query = address.query {
      for part in query.utf8.split(separator: UInt8(ascii: "&")).prefix(Self.namesRead) {
        names.insert(Self.name(part))
      }
    }
    self.names = names.isEmpty ? "" : "?" + names.sorted().joined(separator: "&")
    let named = segments.filter { !$0.isEmpty && $0 != "#" && $0 != "*" }
    let distinct = Set(named)
    if distinct.count < named.count {
      path = "/+" + distinct.sorted().prefix(Self.segmentsRead).joined(separator: "+")
      folder = "/+"
    } else {
      let isLong = segments.count > Self.segmentsRead
      path =
        "/" + segments.prefix(Self.segmentsRead).joined(separator: "/") + (isLong ? "/…" : "")
      folder =
        isLong ? path : "/" + segments.dropLast().map { $0 + "/" }.joined()
    }
  }

  private static func name(_ parameter: Substring.UTF8View) -> String {
    folded(parameter.prefix { $0 != UInt8(ascii: "=") })
  }

  /// The text with numbers and codes folded.
  private static func folded(_ text: Substring.UTF8View) -> String {
    var folded: [UInt8] = []
    var index = text.startIndex
    while index < text.endIndex {
      let byte = text[index]
      guard isWord(byte) else {
        folded.append(byte)
        index = text.index(after: index)
        // What is escaped is a letter of another script.
        if byte == UInt8(ascii: "%") {
          for _ in 0..<2 where index < text.endIndex {
            folded.append(text[index])
            index = text.index(after: index)
          }
        }
        continue
      }
      let end = text[index...].firstIndex { !isWord($0) } ?? text.endIndex
      fold(text[index..<end], into: &folded)
      index = end
    }
    return String(decoding: folded, as: UTF8.self)
  }

  /// Folds letters and digits that stand together.
  private static func fold(_ word: Substring.UTF8View, into folded: inout [UInt8]) {
    var changes = 0
    var wasDigit = false
    var hasDigit = false
    var isFirst = true
    for byte in word {
      let isDigit = isDigit(byte)
      if !isFirst, isDigit != wasDigit { changes += 1 }
      (isFirst, wasDigit, hasDigit) = (false, isDigit, hasDigit || isDigit)
    }
    if changes >= 3 || (changes >= 2 && word.count >= codeLength) {
      folded.append(UInt8(ascii: "*"))
      return
    }
    wasDigit = false
    for byte in word {
      let isDigit = isDigit(byte)
      if !isDigit {
        folded.append(byte)
      } else if !wasDigit {
        folded.append(UInt8(ascii: "#"))
      }
      wasDigit = isDigit
    }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  private static func isWord(_ byte: UInt8) -> Bool {
    isDigit(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
  }
}
