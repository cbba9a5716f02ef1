extension Timestamp {
  /// Reads a date of HTTP (RFC 9110 §5.6.7): `Sun, 06 Nov 1994 08:49:37 GMT`, or one of the obsolete
  /// forms `Sunday, 06-Nov-94 08:49:37 GMT` and `Sun Nov  6 08:49:37 1994`.
  ///
  /// Returns `nil` for anything else and for dates before 1970. The name of the day is not checked.
  public init?(httpDate text: String) {
    let parts = text.split(separator: " ", omittingEmptySubsequences: true)
    let fields: (day: Substring, month: Substring, year: Int?, clock: Substring)
    switch parts.count {
    case 6 where parts[0].hasSuffix(",") && parts[5] == "GMT":
      fields = (parts[1], parts[2], Self.number(parts[3], digits: 4), parts[4])
    case 5:
      fields = (parts[2], parts[1], Self.number(parts[4], digits: 4), parts[3])
    case 4 where parts[0].hasSuffix(",") && parts[3] == "GMT":
      let date = parts[1].split(separator: "-", omittingEmptySubsequences: false)
      guard date.count == 3, let year = Self.number(date[2], digits: 2) else { return nil }
      // The form went out of use in the nineties.
      fields = (date[0], date[1], year < 70 ? 2000 + year : 1900 + year, parts[2])
    default: return nil
    }
    guard let day = Self.number(fields.day, digits: 2), (1...31).contains(day),
      let month = Self.months.firstIndex(of: String(fields.month)),
      let year = fields.year, year >= 1970
    else { return nil }
    let clock = fields.clock.split(separator: ":", omittingEmptySubsequences: false)
      .compactMap { Self.number($0, digits: 2) }
    guard clock.count == 3, clock[0] < 24, clock[1] < 60, clock[2] <= 60 else { return nil }
    let days = Self.days(year: year, month: month + 1, day: day)
    self.init(seconds: Int64(days * 86_400 + clock[0] * 3600 + clock[1] * 60 + clock[2]))
  }

  /// A number of at most so many digits.
  private static func number(_ text: Substring, digits: Int) -> Int? {
    let bytes = text.utf8
    guard bytes.count <= digits, bytes.allSatisfy({ (0x30...0x39).contains($0) }) else {
      return nil
    }
    return Int(text)
  }

  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// Days since 1970-01-01 in the Gregorian calendar; years are counted from March, so that the
  /// leap day comes last.
  private static func days(year: Int, month: Int, day: Int) -> Int {
    let year = month <= 2 ? year - 1 : year
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return year * 365 + year / 4 - year / 100 + year / 400 + dayOfYear - 719_468
  }
}
