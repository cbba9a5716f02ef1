import Bytes

extension IPAddress {
  /// The IPv4 parser of the URL standard, section 3.5.
  init?(ipv4 text: ArraySlice<UInt8>) {
    let dot = UInt8(ascii: ".")
    var rest = text.count > 1 && text.last == dot ? text.dropLast() : text
    var bits: UInt64 = 0
    // The last part takes all bits that are left.
    var left: UInt64 = 32
    while left > 8, let end = rest.firstIndex(of: dot) {
      guard let number = Self.ipv4Number(rest[..<end]), number <= 255 else { return nil }
      left -= 8
      bits |= number << left
      rest = rest[(end + 1)...]
    }
    guard let number = Self.ipv4Number(rest), number < 1 << left else { return nil }
    self = .v4(UInt32(bits | number))
  }

  /// The IPv4 number parser: decimal, octal after `0`, hexadecimal after `0x`.
  ///
  /// A number that exceeds the largest part stays too large, whatever its length.
  static func ipv4Number(_ text: ArraySlice<UInt8>) -> UInt64? {
    guard !text.isEmpty else { return nil }
    var digits = text
    var radix: UInt64 = 10
    if digits.count >= 2, digits.first == UInt8(ascii: "0") {
      digits = digits.dropFirst()
      radix = 8
      if digits.first?.lowercasedASCII == UInt8(ascii: "x") {
        digits = digits.dropFirst()
        radix = 16
      }
    }
    var number: UInt64 = 0
    for digit in digits {
      guard let value = digit.hexDigitValue, value < radix else { return nil }
      number = min(number * radix + UInt64(value), 1 << 40)
    }
    return number
  }

  /// The IPv6 parser of the URL standard, section 3.5; without brackets.
  init?(ipv6 text: ArraySlice<UInt8>) {
    // The longest is eight groups of four with an IPv4 address in place of the last two.
    guard text.count <= 45, let groups = Groups(text) else { return nil }
    var high: UInt64 = 0
    var low: UInt64 = 0
    for index in 0..<4 {
      high = high << 16 | UInt64(groups.values[index])
      low = low << 16 | UInt64(groups.values[index + 4])
    }
    self = .v6(high: high, low: low)
  }
}

/// The eight groups of an IPv6 address during parsing.
private struct Groups {
  var values: [UInt16] = []
  /// The number of groups before the `::`.
  var gap: Int?

  init?(_ text: ArraySlice<UInt8>) {
    let colon = UInt8(ascii: ":")
    var rest = text
    if rest.first == colon {
      guard rest.dropFirst().first == colon else { return nil }
      rest = rest.dropFirst(2)
      gap = 0
    }
    while let first = rest.first {
      guard values.count < 8 else { return nil }
      if first == colon {
        guard gap == nil else { return nil }
        rest = rest.dropFirst()
        gap = values.count
        continue
      }
      let digits = rest.prefix(4).prefix { $0.hexDigitValue != nil }
      let after = rest.dropFirst(digits.count)
      if after.first == UInt8(ascii: ".") {
        guard !digits.isEmpty, appendIPv4(rest) else { return nil }
        break
      }
      values.append(digits.reduce(0) { $0 << 4 | UInt16($1.hexDigitValue ?? 0) })
      rest = after
      guard let next = rest.first else { break }
      // A colon must be followed by something, and a group by nothing else.
      guard next == colon, rest.count > 1 else { return nil }
      rest = rest.dropFirst()
    }
    if let gap {
      // Rejects a `::` that represents no group, because eight groups are there already.
      guard values.count < 8 else { return nil }
      values.insert(contentsOf: Array(repeating: 0, count: 8 - values.count), at: gap)
    }
    guard values.count == 8 else { return nil }
  }

  /// Parses the embedded IPv4 address, which is strict: four decimal numbers without leading zeros.
  private mutating func appendIPv4(_ text: ArraySlice<UInt8>) -> Bool {
    let parts = text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard values.count <= 6, parts.count == 4 else { return false }
    var bits: UInt32 = 0
    for part in parts {
      guard !part.isEmpty, part.count <= 3, part.allSatisfy(\.isASCIIDigit),
        part.count == 1 || part.first != UInt8(ascii: "0")
      else { return false }
      let number = part.reduce(UInt32(0)) { $0 * 10 + UInt32($1 &- UInt8(ascii: "0")) }
      guard number <= 255 else { return false }
      bits = bits << 8 | number
    }
    values.append(UInt16(bits >> 16))
    values.append(UInt16(bits & 0xFFFF))
    return true
  }
}
