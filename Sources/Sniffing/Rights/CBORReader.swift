internal import Bytes

/// Reads the entries of a training and data mining assertion: a CBOR map (RFC 8949) in which each
/// use has a map with `use`.
struct CBORReader {
  /// The maximum number of values, and how deep they may be nested.
  static let mostValues = 1000
  static let mostLevels = 8
  static let longestText = 100

  private(set) var position: Int
  let end: Int
  private var count = 0

  init(position: Int, end: Int) {
    self.position = position
    self.end = end
  }

  /// Passes on the name of each map that has `use`, and its value.
  mutating func read(_ bytes: Span<UInt8>, _ take: (String, String) -> Void) throws(Stop) {
    _ = try value(bytes, named: "", 0, take)
  }

  /// Reads a value; returns it if it is a short text.
  private mutating func value(
    _ bytes: Span<UInt8>, named name: String, _ level: Int, _ take: (String, String) -> Void
  ) throws(Stop) -> String? {
    count += 1
    guard count <= Self.mostValues, level <= Self.mostLevels else { throw .damaged }
    let first = try byte(bytes)
    let argument = try argument(first & 0x1F, bytes)
    switch first >> 5 {
    case 2, 3:
      guard argument <= end - position else { throw .damaged }
      let range = position..<position + argument
      position = range.upperBound
      guard first >> 5 == 3, argument <= Self.longestText else { return nil }
      guard range.upperBound <= bytes.count else { throw .cutOff }
      return bytes.text(range)
    case 4:
      for _ in 0..<min(argument, Self.mostValues) {
        _ = try value(bytes, named: "", level + 1, take)
      }
    case 5:
      for _ in 0..<min(argument, Self.mostValues) {
        let key = try value(bytes, named: "", level + 1, take) ?? ""
        let content = try value(bytes, named: key, level + 1, take)
        if key == "use", let content { take(name, content) }
      }
    case 6: return try value(bytes, named: name, level + 1, take)
    default: break
    }
    return nil
  }

  /// The number in the head of a value, which for numbers is the value itself.
  private mutating func argument(_ code: Int, _ bytes: Span<UInt8>) throws(Stop) -> Int {
    let size: Int
    switch code {
    case 0..<24: return code
    case 24...27: size = 1 << (code - 24)
    // A list without a size; C2PA has none.
    default: throw .damaged
    }
    var number = 0
    for _ in 0..<size { number = min(number << 8 | (try byte(bytes)), Int(Int32.max)) }
    return number
  }

  private mutating func byte(_ bytes: Span<UInt8>) throws(Stop) -> Int {
    guard position < end else { throw .cutOff }
    let byte = try bytes.one(position)
    position += 1
    return byte
  }
}
