/// The name of an element or attribute, held in three machine words, so comparing is cheap and
/// nothing is allocated.
///
/// A name has at most 24 bytes. A longer one is cut and marked, and equals no literal.
public struct MarkupName: Hashable, Sendable, ExpressibleByStringLiteral,
  CustomStringConvertible
{
  /// The maximum number of bytes of a name.
  public static let capacity = 24

  private(set) var first: UInt64 = 0
  private(set) var second: UInt64 = 0
  private(set) var third: UInt64 = 0

  /// Creates a name from a literal in ASCII lower case.
  public init(stringLiteral text: StaticString) {
    precondition(text.utf8CodeUnitCount <= Self.capacity, "a markup name has at most 24 bytes")
    self.init(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  /// Creates a name from a text, cut to the capacity.
  public init(_ text: String) {
    var text = text
    self = text.withUTF8 { MarkupName($0) }
  }

  /// Creates a name from its words, the first byte lowest.
  @inline(__always)
  init(_ first: UInt64, _ second: UInt64, _ third: UInt64) {
    self.first = first
    self.second = second
    self.third = third
  }

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    for index in 0..<min(bytes.count, Self.capacity) { set(bytes[index], at: index) }
    if bytes.count > Self.capacity { set(Self.cutMark, at: Self.capacity - 1) }
  }

  /// Creates a name from a C string.
  init(_ text: UnsafePointer<UInt8>) {
    var at = text
    first = Self.word(&at)
    second = first >> 56 == 0 ? 0 : Self.word(&at)
    third = second >> 56 == 0 ? 0 : Self.word(&at)
    if third >> 56 != 0, at.pointee != 0 { set(Self.cutMark, at: Self.capacity - 1) }
  }

  /// Reads up to eight bytes, up to the NUL.
  private static func word(_ text: inout UnsafePointer<UInt8>) -> UInt64 {
    var word: UInt64 = 0
    var shift: UInt64 = 0
    while shift < 64, text.pointee != 0 {
      word |= UInt64(text.pointee) << shift
      shift += 8
      text += 1
    }
    return word
  }

  /// A byte that does not occur in UTF-8.
  private static let cutMark: UInt8 = 0xFF

  private mutating func set(_ byte: UInt8, at index: Int) {
    let shift = UInt64(index & 7) * 8
    let mask = ~(UInt64(0xFF) << shift)
    let value = UInt64(byte) << shift
    switch index >> 3 {
    case 0: first = first & mask | value
    case 1: second = second & mask | value
    default: third = third & mask | value
    }
  }

  private func byte(at index: Int) -> UInt8 {
    let word = index < 8 ? first : index < 16 ? second : third
    return UInt8(truncatingIfNeeded: word >> (UInt64(index & 7) * 8))
  }

  /// Whether the name begins with `prefix`.
  public func hasPrefix(_ prefix: MarkupName) -> Bool {
    for index in 0..<Self.capacity {
      let wanted = prefix.byte(at: index)
      if wanted == 0 { return true }
      if wanted != byte(at: index) { return false }
    }
    return true
  }

  /// The text of the name, with U+FFFD at the end if it was cut.
  public var description: String {
    var bytes: [UInt8] = []
    for index in 0..<Self.capacity {
      let byte = byte(at: index)
      if byte == 0 { break }
      bytes.append(byte)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Compares three words.
  public static func == (one: MarkupName, other: MarkupName) -> Bool {
    one.first == other.first && one.second == other.second && one.third == other.third
  }

  /// Hashes the words of the name.
  public func hash(into hasher: inout Hasher) {
    // Most names fit the first word; mixing the words keeps the hash at one round.
    hasher.combine(first ^ second &* 0x9E37_79B9_7F4A_7C15 ^ third &* 0xC2B2_AE3D_27D4_EB4F)
  }
}
