import Bytes

/// An IP address of either version.
public enum IPAddress: Hashable, Sendable {
  /// IPv4; the first number of the notation is the most significant byte.
  case v4(UInt32)
  /// IPv6; the first group of the notation is the most significant 16 bits of `high`.
  case v6(high: UInt64, low: UInt64)

  /// Parses an address in the WHATWG notation: IPv4 also in octal, in hexadecimal and with fewer
  /// than four parts, IPv6 with or without brackets.
  ///
  /// Returns `nil` for anything else, including a domain name.
  public init?(_ text: String) {
    let bytes = Array(text.utf8)
    if bytes.first == UInt8(ascii: "["), bytes.last == UInt8(ascii: "]"), bytes.count >= 2 {
      self.init(ipv6: bytes[1..<(bytes.count - 1)])
    } else if bytes.contains(UInt8(ascii: ":")) {
      self.init(ipv6: bytes[...])
    } else {
      self.init(ipv4: bytes[...])
    }
  }

  /// Parses the canonical host of an address; cheap for domain names.
  public init?(host: String) {
    let utf8 = host.utf8
    guard let last = utf8.last, last == UInt8(ascii: "]") || last.isASCIIDigit else { return nil }
    self.init(host)
  }

  /// Returns the 16 bits of an IPv6 address at an index from 0, the most significant, to 7.
  static func group(_ index: Int, high: UInt64, low: UInt64) -> UInt16 {
    UInt16(truncatingIfNeeded: (index < 4 ? high : low) >> UInt64(16 * (3 - index % 4)))
  }
}

extension IPAddress: CustomStringConvertible {
  /// The address as the URL standard serialises it (section 3.6): IPv6 in lower case, compressed
  /// and without brackets.
  public var description: String {
    switch self {
    case .v4(let bits):
      return "\(bits >> 24).\(bits >> 16 & 255).\(bits >> 8 & 255).\(bits & 255)"
    case .v6(let high, let low):
      let groups = (0..<8).map { Self.group($0, high: high, low: low) }
      guard let gap = Self.longestGap(in: groups) else { return Self.joined(groups[...]) }
      return Self.joined(groups[..<gap.lowerBound]) + "::" + Self.joined(groups[gap.upperBound...])
    }
  }

  private static func joined(_ groups: ArraySlice<UInt16>) -> String {
    groups.map { String($0, radix: 16) }.joined(separator: ":")
  }

  /// Returns the first of the longest runs of at least two zeros.
  private static func longestGap(in groups: [UInt16]) -> Range<Int>? {
    var longest: Range<Int>?
    var start = 0
    while start < groups.count {
      var end = start
      while end < groups.count, groups[end] == 0 { end += 1 }
      if end - start >= 2, end - start > longest?.count ?? 0 { longest = start..<end }
      start = end + 1
    }
    return longest
  }
}
