/// The header fields of a response, stored as received and parsed on demand.
///
/// Only two or three of a dozen fields are usually read, so nothing is parsed in advance.
public struct Headers: Sendable, Hashable {
  private var lines: [UInt8] = []
  /// Where each line ends.
  private var ends: [Int] = []

  /// Makes an empty set of fields.
  public init() {}

  /// The size of the fields in bytes.
  public var byteCount: Int { lines.count }

  /// Adds a field line including its line end (RFC 9112 §5).
  ///
  /// A line that begins with white space continues the one before it (§5.2).
  public mutating func append(line: Span<UInt8>) {
    if lines.isEmpty { lines.reserveCapacity(512) }
    if !ends.isEmpty, line.count > 0, Line.isSpace(line[0]), !Line.isEnd(line[0]) {
      return unfold(line)
    }
    let start = lines.count
    lines.append(contentsOf: repeatElement(0, count: line.count))
    var copy = lines.mutableSpan
    for index in line.indices { copy[start + index] = line[index] }
    for index in line.indices where line[index] == UInt8(ascii: "\n") {
      ends.append(start + index + 1)
    }
    if ends.last != lines.count { ends.append(lines.count) }
  }

  /// Adds a continuation to the last line, with one space between them.
  private mutating func unfold(_ line: Span<UInt8>) {
    ends.removeLast()
    let start = ends.last ?? 0
    while lines.count > start, Line.isSpace(lines[lines.count - 1]) { lines.removeLast() }
    lines.append(0x20)
    var isText = false
    for index in line.indices {
      isText = isText || !Line.isSpace(line[index])
      if isText { lines.append(line[index]) }
    }
    ends.append(lines.count)
  }

  /// Removes all fields.
  public mutating func removeAll() {
    lines.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
  }

  /// The value of the first field of this name, without surrounding white space; names are
  /// case-insensitive (RFC 9110 §5.1).
  public subscript(_ name: String) -> String? {
    let bytes = lines.span
    var line = Line()
    for end in ends {
      line.next(until: end)
      if line.isNamed(name, in: bytes) { return line.text(in: bytes) }
    }
    return nil
  }

  /// The value of the first field of this name with each byte as one character, so that it can be
  /// sent back byte for byte (isomorphic decoding, WHATWG Infra §4.4).
  public func isomorphic(_ name: String) -> String? {
    firstValue(of: name) { value in
      if let text = try? UTF8Span(validating: value), text.isKnownASCII {
        return String(copying: text)
      }
      var text = String.UnicodeScalarView()
      for index in value.indices { text.append(Unicode.Scalar(value[index])) }
      return String(text)
    }
  }

  /// The value of the first field of this name as a reference to an address: bytes that are not
  /// UTF-8 are percent-encoded as they are, as browsers do in `Location`.
  public func reference(_ name: String) -> String? {
    firstValue(of: name) { value in
      if let text = try? UTF8Span(validating: value) { return String(copying: text) }
      var encoded: [UInt8] = []
      for index in value.indices {
        let byte = value[index]
        if byte < 0x80 {
          encoded.append(byte)
        } else {
          encoded.append(UInt8(ascii: "%"))
          encoded.append(Self.digits[Int(byte >> 4)])
          encoded.append(Self.digits[Int(byte & 15)])
        }
      }
      return String(decoding: encoded, as: UTF8.self)
    }
  }

  private static let digits = Array("0123456789ABCDEF".utf8)

  private func firstValue<Result>(of name: String, _ body: (Span<UInt8>) -> Result) -> Result? {
    let bytes = lines.span
    var line = Line()
    for end in ends {
      line.next(until: end)
      if line.isNamed(name, in: bytes) {
        return body(bytes.extracting(line.value(in: bytes)))
      }
    }
    return nil
  }

  /// Passes the bytes of the values of all fields of this name to a closure, in order.
  public func forEachValue(of name: String, _ body: (Span<UInt8>) -> Void) {
    let bytes = lines.span
    var line = Line()
    for end in ends {
      line.next(until: end)
      if line.isNamed(name, in: bytes) { body(bytes.extracting(line.value(in: bytes))) }
    }
  }

  /// Passes each field line to a closure, without its line end; a folded one is a single line.
  public func forEachLine(_ body: (Span<UInt8>) -> Void) {
    let bytes = lines.span
    var start = 0
    for end in ends {
      var last = end
      while last > start, Line.isEnd(bytes[last - 1]) { last -= 1 }
      if last > start { body(bytes.extracting(start..<last)) }
      start = end
    }
  }

  /// The values of all fields of this name, in order.
  public func all(_ name: String) -> [String] {
    let bytes = lines.span
    var values: [String] = []
    var line = Line()
    for end in ends {
      line.next(until: end)
      if line.isNamed(name, in: bytes) { values.append(line.text(in: bytes)) }
    }
    return values
  }

  /// Whether there is a field of any of these names.
  public func hasAny(of names: [String]) -> Bool {
    let bytes = lines.span
    var line = Line()
    for end in ends {
      line.next(until: end)
      for name in names where line.isNamed(name, in: bytes) { return true }
    }
    return false
  }

  /// One field line.
  private struct Line {
    private var start = 0
    private var end = 0

    /// Advances to the next line, including its line end.
    mutating func next(until end: Int) {
      start = self.end
      self.end = end
    }

    func isNamed(_ name: String, in bytes: Span<UInt8>) -> Bool {
      let length = name.utf8.count
      guard end - start > length, bytes[start + length] == UInt8(ascii: ":") else { return false }
      let wanted = name.utf8
      let letters = wanted.span
      for index in letters.indices
      where Self.lowered(bytes[start + index]) != Self.lowered(letters[index]) {
        return false
      }
      return true
    }

    /// The value after the colon, without surrounding white space.
    func text(in bytes: Span<UInt8>) -> String {
      let range = value(in: bytes)
      let value = bytes.extracting(range)
      if let text = try? UTF8Span(validating: value) { return String(copying: text) }
      return String(decoding: range.map { bytes[$0] }, as: UTF8.self)
    }

    /// Where the value after the colon is, without surrounding white space.
    func value(in bytes: Span<UInt8>) -> Range<Int> {
      var first = start
      while bytes[first] != UInt8(ascii: ":") { first += 1 }
      first += 1
      var last = end
      while first < last, Self.isSpace(bytes[first]) { first += 1 }
      while last > first, Self.isSpace(bytes[last - 1]) { last -= 1 }
      return first..<last
    }

    private static func lowered(_ byte: UInt8) -> UInt8 {
      (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
    }

    static func isEnd(_ byte: UInt8) -> Bool { byte == 0x0D || byte == 0x0A }

    static func isSpace(_ byte: UInt8) -> Bool {
      byte == 0x20 || byte == 0x09 || byte == 0x0D || byte == 0x0A
    }
  }
}
