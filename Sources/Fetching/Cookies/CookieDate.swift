import CrawlModel

/// Reads the date of a cookie in any of the forms that servers use (RFC 6265bis §5.1.1).
enum CookieDate {
  /// The seconds since 1970; `nil` if the text is no date.
  static func seconds(_ text: [UInt8]) -> Int64? {
    var clock: [Int]?
    var day: Int?
    var month: Int?
    var year: Int?
    for token in text.split(whereSeparator: isDelimiter) {
      if clock == nil, let found = time(token) {
        clock = found
      } else if day == nil, let found = number(token, digits: 1...2) {
        day = found
      } else if month == nil, let found = monthNumber(token) {
        month = found
      } else if year == nil, let found = number(token, digits: 2...4) {
        year = found
      }
    }
    guard let clock, let day, let month, var year else { return nil }
    if (70...99).contains(year) { year += 1900 }
    if (0...69).contains(year) { year += 2000 }
    guard (1...31).contains(day), year >= 1601, clock[0] < 24, clock[1] < 60, clock[2] < 60,
      day <= length(of: month, in: year)
    else { return nil }
    return Int64(days(year, month, day) * 86_400 + clock[0] * 3600 + clock[1] * 60 + clock[2])
  }

  private static func isDelimiter(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x09, 0x20...0x2F, 0x3B...0x40, 0x5B...0x60, 0x7B...0x7E: true
    default: false
    }
  }

  /// Hours, minutes and seconds; other characters may follow them.
  private static func time(_ token: ArraySlice<UInt8>) -> [Int]? {
    let fields = token.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    guard fields.count == 3 else { return nil }
    guard let hour = whole(fields[0], digits: 1...2), let minute = whole(fields[1], digits: 1...2),
      let second = number(fields[2], digits: 1...2)
    else { return nil }
    return [hour, minute, second]
  }

  /// A number of so many digits at the start, behind which no further digit stands.
  private static func number(_ token: ArraySlice<UInt8>, digits: ClosedRange<Int>) -> Int? {
    let found = token.prefix { (0x30...0x39).contains($0) }
    guard digits.contains(found.count) else { return nil }
    return Int(String(decoding: found, as: UTF8.self))
  }

  private static func whole(_ token: ArraySlice<UInt8>, digits: ClosedRange<Int>) -> Int? {
    token.allSatisfy { (0x30...0x39).contains($0) } ? number(token, digits: digits) : nil
  }

  private static let months = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
  ]

  private static func monthNumber(_ token: ArraySlice<UInt8>) -> Int? {
    guard token.count >= 3 else { return nil }
    let start = String(decoding: token.prefix(3), as: UTF8.self).lowercased()
    return months.firstIndex(of: start).map { $0 + 1 }
  }

  private static func length(of month: Int, in year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// Days since 1970-01-01 in the Gregorian calendar; years are counted from March.
  private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let year = month <= 2 ? year - 1 : year
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return year * 365 + year / 4 - year / 100 + year / 400 + dayOfYear - 719_468
  }
}
