/// A point in civil time (UTC), without leap seconds.
public struct Timestamp: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// Whole seconds since 1970-01-01T00:00:00Z; negative before it.
  public let seconds: Int64
  /// The nanoseconds within the second, 0 to 999,999,999.
  public let nanoseconds: Int32

  /// The range that RFC 3339 can express: the years 0000 to 9999.
  public static let writable: ClosedRange<Int64> = -62_167_219_200...253_402_300_799

  /// Makes a timestamp; values out of range are clamped.
  public init(seconds: Int64, nanoseconds: Int32 = 0) {
    self.seconds = min(max(seconds, Self.writable.lowerBound), Self.writable.upperBound)
    self.nanoseconds = min(max(nanoseconds, 0), 999_999_999)
  }

  /// Whether one timestamp is before the other.
  public static func < (left: Self, right: Self) -> Bool {
    (left.seconds, left.nanoseconds) < (right.seconds, right.nanoseconds)
  }

  /// The timestamp in RFC 3339 with milliseconds, `2026-03-01T09:05:00.250Z`: always 24 characters,
  /// so that the texts sort by time.
  public var rfc3339: String {
    let (days, second) = seconds.flooredQuotientAndRemainder(dividingBy: 86_400)
    let date = Self.civilDate(day: days)
    var text: [UInt8] = []
    text.reserveCapacity(24)
    text.append(pairOfDigits: date.year / 100)
    text.append(pairOfDigits: date.year % 100)
    text.append(UInt8(ascii: "-"))
    text.append(pairOfDigits: date.month)
    text.append(UInt8(ascii: "-"))
    text.append(pairOfDigits: date.day)
    text.append(UInt8(ascii: "T"))
    text.append(pairOfDigits: second / 3600)
    text.append(UInt8(ascii: ":"))
    text.append(pairOfDigits: second / 60 % 60)
    text.append(UInt8(ascii: ":"))
    text.append(pairOfDigits: second % 60)
    text.append(UInt8(ascii: "."))
    let milliseconds = Int64(nanoseconds) / 1_000_000
    text.append(pairOfDigits: milliseconds / 10)
    text.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: milliseconds % 10))
    text.append(UInt8(ascii: "Z"))
    return String(decoding: text, as: UTF8.self)
  }

  /// The timestamp in RFC 3339.
  public var description: String { rfc3339 }

  /// The date of a day counted from 1970-01-01, in the proleptic Gregorian calendar.
  ///
  /// The year is treated as starting in March, so that the leap day is its last, and an era is 400
  /// years, which always have 146,097 days.
  private static func civilDate(day: Int64) -> (year: Int64, month: Int64, day: Int64) {
    let sinceEra0 = day + 719_468
    let (era, dayOfEra) = sinceEra0.flooredQuotientAndRemainder(dividingBy: 146_097)
    let yearOfEra =
      (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let dayOfMonth = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    return (era * 400 + yearOfEra + (month <= 2 ? 1 : 0), month, dayOfMonth)
  }
}

extension Int64 {
  /// Divides and rounds down, so that the remainder is never negative.
  fileprivate func flooredQuotientAndRemainder(dividingBy divisor: Int64) -> (Int64, Int64) {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
  }
}

extension [UInt8] {
  /// Appends the two digits of a number from 0 to 99.
  fileprivate mutating func append(pairOfDigits number: Int64) {
    append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number / 10))
    append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number % 10))
  }
}
