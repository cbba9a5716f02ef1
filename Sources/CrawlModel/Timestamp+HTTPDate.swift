extension Timestamp {
  /// Reads a date of HTTP (RFC 9110 §5.6.7): `Sun, 06 Nov 1994 08:49:37 GMT`, or one of the obsolete
  /// forms `Sunday, 06-Nov-94 08:49:37 GMT` and `Sun Nov  6 08:49:37 1994`.
  ///
  /// Returns `nil` for anything else and for dates before 1970. The name of the day is not checked.
  public init?(httpDate text: String) {
    // Each stored image has such a date, and splitting it by characters would cost fifty times more.
    var reader = HTTPDateReader(text)
    guard let date = reader.read() else { return nil }
    let days = Self.days(year: date.year, month: date.month, day: date.day)
    self.init(seconds: Int64(days * 86_400 + date.second))
  }

  /// Days since 1970-01-01 in the Gregorian calendar; years are counted from March, so that the
  /// leap day comes last.
  private static func days(year: Int, month: Int, day: Int) -> Int {
    let year = month <= 2 ? year - 1 : year
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return year * 365 + year / 4 - year / 100 + year / 400 + dayOfYear - 719_468
  }
}
