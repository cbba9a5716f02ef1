extension Timestamp {
  /// Reads a time as people write it: RFC 3339 with any offset (`2026-03-01T10:05:00+01:00`), or a
  /// date, which is its beginning in UTC.
  ///
  /// Returns `nil` for anything else, and for days that the calendar does not have.
  public init?(date text: String) {
    guard text.utf8.allSatisfy({ $0 < 0x80 }) else { return nil }
    let day = text.prefix(10)
    var rest = text.dropFirst(10)
    guard let separator = rest.popFirst() else {
      self.init(writtenTime: "\(day)T00:00:00", fraction: "", offset: 0)
      return
    }
    guard "Tt ".contains(separator) else { return nil }
    let time = rest.prefix(8)
    rest = rest.dropFirst(8)
    var fraction = Substring()
    if rest.first == "." {
      fraction = rest.dropFirst().prefix { $0.isNumber }
      guard !fraction.isEmpty else { return nil }
      rest = rest.dropFirst(fraction.count + 1)
    }
    guard let offset = Self.offset(rest) else { return nil }
    self.init(writtenTime: "\(day)T\(time)", fraction: fraction, offset: offset)
  }

  /// Reads a time of a calendar with an offset from UTC in seconds.
  private init?(writtenTime text: String, fraction: Substring, offset: Int64) {
    // The day of a month is checked by writing it again.
    guard let time = Timestamp(rfc3339: text + ".000Z"), time.rfc3339.hasPrefix(text) else {
      return nil
    }
    let digits = fraction.prefix(9)
    let nanoseconds = Int32(digits + String(repeating: "0", count: 9 - digits.count)) ?? 0
    self.init(seconds: time.seconds - offset, nanoseconds: nanoseconds)
  }

  /// The seconds of an offset from UTC: `Z`, or hours and minutes such as `+01:00`.
  private static func offset(_ text: Substring) -> Int64? {
    if text == "Z" || text == "z" { return 0 }
    let bytes = Array(text.utf8)
    let digits = [1, 2, 4, 5].allSatisfy { bytes.count == 6 && (0x30...0x39).contains(bytes[$0]) }
    guard digits, bytes[3] == UInt8(ascii: ":"),
      let hours = UInt8(text.dropFirst().prefix(2)), hours < 24,
      let minutes = UInt8(text.suffix(2)), minutes < 60
    else { return nil }
    let seconds = (Int64(hours) * 60 + Int64(minutes)) * 60
    switch text.first {
    case "+": return seconds
    case "-": return -seconds
    default: return nil
    }
  }
}
