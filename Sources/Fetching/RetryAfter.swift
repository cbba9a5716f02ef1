public import CrawlModel

/// The `Retry-After` header field, RFC 9110 §10.2.3: seconds or a date.
public enum RetryAfter {
  /// How long to wait; `nil` if the text has neither form.
  ///
  /// A date in the past means no pause, and a pause is limited to a year.
  public static func pause(_ text: String, now: Timestamp) -> Duration? {
    let longest: Int64 = 366 * 86_400
    let digits = text.utf8
    if !digits.isEmpty, digits.allSatisfy({ (0x30...0x39).contains($0) }) {
      return .seconds(min(Int64(text) ?? longest, longest))
    }
    guard let date = date(text) else { return nil }
    return .seconds(min(max(0, date - now.seconds), longest))
  }

  /// Seconds since 1970 of a date in the preferred form, `Sun, 06 Nov 1994 08:49:37 GMT`
  /// (RFC 9110 §5.6.7); the two obsolete forms have not been seen in this field.
  static func date(_ text: String) -> Int64? {
    let parts = text.split(separator: " ", omittingEmptySubsequences: true)
    guard parts.count == 6, parts[0].hasSuffix(","), parts[5] == "GMT",
      let day = Int(parts[1]), (1...31).contains(day),
      let month = months.firstIndex(of: String(parts[2])),
      let year = Int(parts[3]), (1970...9999).contains(year)
    else { return nil }
    let clock = parts[4].split(separator: ":").compactMap { Int($0) }
    guard clock.count == 3, (0..<24).contains(clock[0]), (0..<60).contains(clock[1]),
      (0...60).contains(clock[2])
    else { return nil }
    let days = Self.days(year: year, month: month + 1, day: day)
    return Int64(days * 86_400 + clock[0] * 3600 + clock[1] * 60 + clock[2])
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
