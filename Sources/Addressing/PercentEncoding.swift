import Bytes

/// Percent-encoding by the URL standard, section 1.3.
public enum PercentEncoding {
  /// Replaces each `%` with two hexadecimal digits by its byte; other bytes stay unchanged.
  public static func decode(_ bytes: some Collection<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let byte = bytes[index]
      index = bytes.index(after: index)
      guard byte == UInt8(ascii: "%"),
        let second = bytes.index(index, offsetBy: 1, limitedBy: bytes.endIndex),
        second < bytes.endIndex,
        let high = bytes[index].hexDigitValue, let low = bytes[second].hexDigitValue
      else {
        result.append(byte)
        continue
      }
      result.append(high << 4 | low)
      index = bytes.index(after: second)
    }
    return result
  }

  /// Returns the escape, in a query, of a character that the document's encoding lacks: `%26%23`,
  /// its number, `%3B`.
  public static func escape(forUnencodable scalar: Unicode.Scalar) -> [UInt8] {
    Array("%26%23\(scalar.value)%3B".utf8)
  }
}

extension [UInt8] {
  /// Appends a byte, percent-encoded if it is in the set or not ASCII.
  @inline(__always)
  mutating func append(_ byte: UInt8, encoding set: ASCIISet) {
    guard byte >= 128 || set.contains(byte) else {
      append(byte)
      return
    }
    append(percentEncoding: byte)
  }

  /// Appends bytes, each percent-encoded if it is in the set or not ASCII.
  mutating func append(_ bytes: ArraySlice<UInt8>, encoding set: ASCIISet) {
    for byte in bytes { append(byte, encoding: set) }
  }
}
