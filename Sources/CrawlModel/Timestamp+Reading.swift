extension Timestamp {
  /// Parses a time as written by ``rfc3339``: 24 characters, in UTC; `nil` for anything else.
  public init?(rfc3339 text: String) { self.init(rfc3339: text.utf8.span) }

  /// Parses a time from the bytes of its text.
  public init?(rfc3339 bytes: Span<UInt8>) {
    guard bytes.count == 24, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
      bytes[10] == UInt8(ascii: "T"), bytes[13] == UInt8(ascii: ":"),
      bytes[16] == UInt8(ascii: ":"), bytes[19] == UInt8(ascii: "."), bytes[23] == UInt8(ascii: "Z")
    else { return nil }
    func number(_ start: Int, _ count: Int) -> Int64? {
      var value: Int64 = 0
      for index in start..<start + count {
        let digit = bytes[index] &- UInt8(ascii: "0")
        guard digit < 10 else { return nil }
        value = value * 10 + Int64(digit)
      }
      return value
    }
    guard let year = number(0, 4), let month = number(5, 2), (1...12).contains(month),
      let day = number(8, 2), (1...31).contains(day), let hour = number(11, 2), hour < 24,
      let minute = number(14, 2), minute < 60, let second = number(17, 2), second < 60,
      let milliseconds = number(20, 3)
    else { return nil }
    self.init(
      seconds: ((Self.day(year, month, day) * 24 + hour) * 60 + minute) * 60 + second,
      nanoseconds: Int32(milliseconds) * 1_000_000)
  }

  /// The day of a date, counted from 1970-01-01; the inverse of ``rfc3339``.
  private static func day(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
    let yearFromMarch = month > 2 ? year : year - 1
    let era = (yearFromMarch >= 0 ? yearFromMarch : yearFromMarch - 399) / 400
    let yearOfEra = yearFromMarch - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }
}
