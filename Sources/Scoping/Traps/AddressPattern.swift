import Addressing

/// The pattern of an address: what it has in common with those that differ only in numbers.
///
/// `/2031/05/?page=2` has the pattern `/#/#/?page`: digits become `#` and codes (`3f2504e04f89`)
/// `*`; of the query only the names count, each once and sorted. A path that repeats a segment is
/// replaced by its distinct segments, sorted, since `/a/b/a` and `/b/a/b/a` come from the same
/// relative links. Of a long path only the first segments count.
struct AddressPattern: Sendable, Hashable {
  /// The maximum number of segments read.
  static let segmentsRead = 8
  /// The maximum number of parameter names read.
  static let namesRead = 32
  private static let codeLength = 8

  /// The pattern of the path, then the names of the parameters with a question mark before them.
  let bytes: [UInt8]
  /// The end of the path's pattern.
  let pathEnd: Int
  /// The end of the pattern of the path's folder.
  let folderEnd: Int

  /// Whether the address has parameters.
  var hasQuery: Bool { pathEnd < bytes.count }
  /// The whole pattern.
  var text: String { String(decoding: bytes, as: UTF8.self) }

  /// The pattern of the folder.
  var folder: String { String(decoding: bytes[..<folderEnd], as: UTF8.self) }

  init(_ address: WebAddress) {
    let target = address.pathAndQuery.utf8.span
    var names: Set<String> = []
    var bytes: [UInt8] = []
    bytes.reserveCapacity(target.count + 8)
    var segments: [Range<Int>] = []
    segments.reserveCapacity(Self.segmentsRead)
    var at = 0
    while at < target.count, target[at] != UInt8(ascii: "?") {
      // At a slash.
      bytes.append(UInt8(ascii: "/"))
      let start = bytes.count
      let end = Self.end(of: target, from: at + 1) { $0 == "/" || $0 == "?" }
      var part = Self.end(of: target, from: at + 1) { $0 == "/" || $0 == "?" || $0 == ";" }
      Self.fold(target, at + 1..<part, into: &bytes)
      segments.append(start..<bytes.count)
      var count = 0
      while part < end {
        let next = Self.end(of: target, from: part + 1) { $0 == "/" || $0 == "?" || $0 == ";" }
        if count < Self.namesRead { names.insert(";" + Self.name(target, part + 1..<next)) }
        count += 1
        part = next
      }
      at = end
    }
    if at < target.count {
      var count = 0
      while at < target.count, count < Self.namesRead {
        let next = Self.end(of: target, from: at + 1) { $0 == "&" }
        if next > at + 1 {
          names.insert(Self.name(target, at + 1..<next))
          count += 1
        }
        at = next
      }
    }
    if Self.repeats(segments, bytes) {
      let named = Set(segments.filter { Self.isNamed($0, bytes) }.map { bytes[$0] })
      let words = named.map { String(decoding: $0, as: UTF8.self) }.sorted()
      bytes = Array(("/+" + words.prefix(Self.segmentsRead).joined(separator: "+")).utf8)
      folderEnd = 2
    } else if segments.count > Self.segmentsRead {
      bytes.removeSubrange(segments[Self.segmentsRead - 1].upperBound...)
      bytes += Array("/…".utf8)
      folderEnd = bytes.count
    } else {
      folderEnd = segments.last?.lowerBound ?? 0
    }
    pathEnd = bytes.count
    if !names.isEmpty { bytes += Array(("?" + names.sorted().joined(separator: "&")).utf8) }
    self.bytes = bytes
  }

  /// Whether a segment other than a number or a code occurs twice.
  private static func repeats(_ segments: [Range<Int>], _ bytes: [UInt8]) -> Bool {
    guard segments.count <= 2 * segmentsRead else {
      let named = segments.filter { isNamed($0, bytes) }
      return Set(named.map { bytes[$0] }).count < named.count
    }
    for index in segments.indices.dropFirst() where isNamed(segments[index], bytes) {
      for earlier in 0..<index
      where segments[earlier].count == segments[index].count
        && bytes[segments[earlier]] == bytes[segments[index]]
      {
        return true
      }
    }
    return false
  }

  private static func isNamed(_ segment: Range<Int>, _ bytes: [UInt8]) -> Bool {
    guard segment.count == 1 else { return !segment.isEmpty }
    let byte = bytes[segment.lowerBound]
    return byte != UInt8(ascii: "#") && byte != UInt8(ascii: "*")
  }

  @inline(__always)
  private static func end(
    of text: Span<UInt8>, from start: Int, where isEnd: (Unicode.Scalar) -> Bool
  ) -> Int {
    var at = start
    while at < text.count, !isEnd(Unicode.Scalar(text[at])) { at += 1 }
    return at
  }

  private static func name(_ text: Span<UInt8>, _ parameter: Range<Int>) -> String {
    var bytes: [UInt8] = []
    let end = min(parameter.upperBound, end(of: text, from: parameter.lowerBound) { $0 == "=" })
    fold(text, parameter.lowerBound..<end, into: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Appends a text with numbers and codes folded.
  private static func fold(_ text: Span<UInt8>, _ range: Range<Int>, into folded: inout [UInt8]) {
    var index = range.lowerBound
    while index < range.upperBound {
      let byte = text[index]
      guard isWord(byte) else {
        // An escape is a letter of another script.
        let count = byte == UInt8(ascii: "%") ? min(3, range.upperBound - index) : 1
        for offset in 0..<count { folded.append(text[index + offset]) }
        index += count
        continue
      }
      var end = index + 1
      while end < range.upperBound, isWord(text[end]) { end += 1 }
      fold(word: text, index..<end, into: &folded)
      index = end
    }
  }

  /// Folds a run of letters and digits.
  private static func fold(
    word text: Span<UInt8>, _ word: Range<Int>, into folded: inout [UInt8]
  ) {
    var changes = 0
    for index in word.dropFirst() where isDigit(text[index]) != isDigit(text[index - 1]) {
      changes += 1
    }
    if changes >= 3 || (changes >= 2 && word.count >= codeLength) {
      folded.append(UInt8(ascii: "*"))
      return
    }
    var wasDigit = false
    for index in word {
      let isDigit = isDigit(text[index])
      if !isDigit {
        folded.append(text[index])
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
