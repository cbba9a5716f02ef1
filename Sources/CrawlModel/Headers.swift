/// The header fields of an answer, kept as the bytes that came and read on demand.
///
/// Most answers are asked for two or three of their dozen fields, so nothing is parsed before.
public struct Headers: Sendable, Hashable {
  private var lines: [UInt8] = []

  /// No fields.
  public init() {}

  /// How many bytes the fields have.
  public var byteCount: Int { lines.count }

  /// Adds a field line with its line end, as RFC 9112 §5 has it.
  public mutating func append(line: Span<UInt8>) {
    for index in line.indices { lines.append(line[index]) }
  }

  /// Forgets all fields.
  public mutating func removeAll() { lines.removeAll(keepingCapacity: true) }

  /// The value of the first field of this name, without white space round it; names are compared
  /// without regard to case (RFC 9110 §5.1).
  public subscript(_ name: StaticString) -> String? {
    var found: String?
    forEach(named: name) { value in
      found = found ?? value
    }
    return found
  }

  /// The values of all fields of this name, in order.
  public func all(_ name: StaticString) -> [String] {
    var values: [String] = []
    forEach(named: name) { values.append($0) }
    return values
  }

  /// Whether there is a field of any of these names, which are in lower case.
  public func hasAny(of names: [StaticString]) -> Bool {
    var start = 0
    while start < lines.count {
      for name in names where isNamed(name, at: start) { return true }
      while start < lines.count, lines[start] != UInt8(ascii: "\n") { start += 1 }
      start += 1
    }
    return false
  }

  private func isNamed(_ name: StaticString, at start: Int) -> Bool {
    let count = name.utf8CodeUnitCount
    guard start + count < lines.count, lines[start + count] == UInt8(ascii: ":") else {
      return false
    }
    let wanted = name.description.utf8
    return zip(lines[start..<start + count], wanted).allSatisfy { Self.lowered($0) == $1 }
  }

  private func forEach(named name: StaticString, _ body: (String) -> Void) {
    let wanted = Array(name.description.utf8)
    var start = 0
    while start < lines.count {
      let end = lines[start...].firstIndex(of: UInt8(ascii: "\n")) ?? lines.count
      defer { start = end + 1 }
      guard end - start > wanted.count, lines[start + wanted.count] == UInt8(ascii: ":"),
        Self.isSame(lines[start..<start + wanted.count], wanted)
      else { continue }
      body(Self.trimmed(lines[start + wanted.count + 1..<end]))
    }
  }

  private static func isSame(_ name: ArraySlice<UInt8>, _ wanted: [UInt8]) -> Bool {
    zip(name, wanted).allSatisfy { lowered($0) == lowered($1) }
  }

  private static func lowered(_ byte: UInt8) -> UInt8 {
    (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
  }

  private static func trimmed(_ value: ArraySlice<UInt8>) -> String {
    let isSpace: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
    let from = value.drop(while: isSpace)
    let count = from.reversed().drop(while: isSpace).count
    return String(decoding: from.prefix(count), as: UTF8.self)
  }
}
