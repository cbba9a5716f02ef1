extension Timestamp {
  /// Reads a moment as ``rfc3339`` writes it: 24 characters, in UTC; `nil` for anything else.
  public init?(rfc3339 text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count == 24 else { return nil }
    for (index, mark) in [
      (4, "-"), (7, "-"), (10, "T"), (13, ":"), (16, ":"), (19, "."), (23, "Z"),
    ]
    where bytes[index] != mark.utf8.first { return nil }
    func number(_ range: Range<Int>) -> Int64? {
      var value: Int64 = 0
      for byte in bytes[range] {
        guard (0x30...0x39).contains(byte) else { return nil }
        value = value * 10 + Int64(byte - 0x30)
      }
      return value
    }
    guard let year = number(0..<4), let month = number(5..<7), (1...12).contains(month),
      let day = number(8..<10), (1...31).contains(day), let hour = number(11..<13), hour < 24,
      let minute = number(14..<16), minute < 60, let second = number(17..<19), second < 60,
      let milliseconds = number(20..<23)
    else { return nil }
    self.init(
      seconds: ((Self.day(year, month, day) * 24 + hour) * 60 + minute) * 60 + second,
      nanoseconds: Int32(milliseconds) * 1_000_000)
  }

  /// The day of a date, counted from 1970-01-01; the reverse of what ``rfc3339`` does.
  private static func day(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
    let yearFromMarch = month > 2 ? year : year - 1
    let era = (yearFromMarch >= 0 ? yearFromMarch : yearFromMarch - 399) / 400
    let yearOfEra = yearFromMarch - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }
}
