/// Reads the three forms of a date of HTTP (RFC 9110 §5.6.7).
struct HTTPDateReader {
  /// A date, with the second of its day.
  typealias Date = (year: Int, month: Int, day: Int, second: Int)

  private let text: [UInt8]
  private var index = 0

  init(_ text: String) { self.text = Array(text.utf8) }

  /// Returns the date; `nil` if the text is not exactly one, or if it is before 1970.
  mutating func read() -> Date? {
    skipSpaces()
    while index < text.count, text[index] != 0x20, text[index] != UInt8(ascii: ",") { index += 1 }
    let date = take(UInt8(ascii: ",")) ? readStandard() : readOfC()
    skipSpaces()
    guard let date, index == text.count, date.year >= 1970, (1...31).contains(date.day) else {
      return nil
    }
    return date
  }

  /// `06 Nov 1994 08:49:37 GMT` or `06-Nov-94 08:49:37 GMT`.
  private mutating func readStandard() -> Date? {
    skipSpaces()
    guard let day = number(2) else { return nil }
    let isObsolete = take(UInt8(ascii: "-"))
    if !isObsolete { skipSpaces() }
    guard let month = month(), isObsolete ? take(UInt8(ascii: "-")) : skipSpaces(),
      let year = number(isObsolete ? 2 : 4), skipSpaces(), let second = clock(), skipSpaces(),
      take(UInt8(ascii: "G")), take(UInt8(ascii: "M")), take(UInt8(ascii: "T"))
    else { return nil }
    // The short form went out of use in the nineties.
    return (!isObsolete ? year : year < 70 ? 2000 + year : 1900 + year, month, day, second)
  }

  /// `Nov  6 08:49:37 1994`, as `asctime` of the language C writes it.
  private mutating func readOfC() -> Date? {
    guard skipSpaces(), let month = month(), skipSpaces(), let day = number(2), skipSpaces(),
      let second = clock(), skipSpaces(), let year = number(4)
    else { return nil }
    return (year, month, day, second)
  }

  /// `08:49:37`; a leap second counts as the first of the next minute.
  private mutating func clock() -> Int? {
    guard let hour = number(2), hour < 24, take(UInt8(ascii: ":")), let minute = number(2),
      minute < 60, take(UInt8(ascii: ":")), let second = number(2), second <= 60
    else { return nil }
    return hour * 3600 + minute * 60 + second
  }

  /// The number of a month, from 1.
  private mutating func month() -> Int? {
    guard index + 3 <= text.count else { return nil }
    defer { index += 3 }
    switch (text[index], text[index + 1], text[index + 2]) {
    case (UInt8(ascii: "J"), UInt8(ascii: "a"), UInt8(ascii: "n")): return 1
    case (UInt8(ascii: "F"), UInt8(ascii: "e"), UInt8(ascii: "b")): return 2
    case (UInt8(ascii: "M"), UInt8(ascii: "a"), UInt8(ascii: "r")): return 3
    case (UInt8(ascii: "A"), UInt8(ascii: "p"), UInt8(ascii: "r")): return 4
    case (UInt8(ascii: "M"), UInt8(ascii: "a"), UInt8(ascii: "y")): return 5
    case (UInt8(ascii: "J"), UInt8(ascii: "u"), UInt8(ascii: "n")): return 6
    case (UInt8(ascii: "J"), UInt8(ascii: "u"), UInt8(ascii: "l")): return 7
    case (UInt8(ascii: "A"), UInt8(ascii: "u"), UInt8(ascii: "g")): return 8
    case (UInt8(ascii: "S"), UInt8(ascii: "e"), UInt8(ascii: "p")): return 9
    case (UInt8(ascii: "O"), UInt8(ascii: "c"), UInt8(ascii: "t")): return 10
    case (UInt8(ascii: "N"), UInt8(ascii: "o"), UInt8(ascii: "v")): return 11
    case (UInt8(ascii: "D"), UInt8(ascii: "e"), UInt8(ascii: "c")): return 12
    default: return nil
    }
  }

  /// A number of at most so many digits.
  private mutating func number(_ digits: Int) -> Int? {
    var value = 0
    let start = index
    while index < text.count, case 0x30...0x39 = text[index] {
      guard index < start + digits else { return nil }
      value = value * 10 + Int(text[index] - 0x30)
      index += 1
    }
    return index == start ? nil : value
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard index < text.count, text[index] == byte else { return false }
    index += 1
    return true
  }

  /// Skips spaces; returns `false` if there is none.
  @discardableResult
  private mutating func skipSpaces() -> Bool {
    let start = index
    while index < text.count, text[index] == 0x20 { index += 1 }
    return index > start
  }
}
