extension AddressParser {
  /// The "path start" state: a slash here only begins the path.
  mutating func path() {
    if let byte = current, byte.isSlash { position += 1 }
    segments()
  }

  /// The "path" state: appends each segment with a slash before it, and resolves dot segments.
  mutating func segments() {
    while true {
      let start = position
      // A segment ends at the same four characters as the authority.
      while let byte = current, !ASCIISet.authorityEnd.contains(byte) { position += 1 }
      let segment = bytes[start..<position]
      let isLast = current.map { !$0.isSlash } ?? true
      switch Self.dots(in: segment) {
      case 1:
        if isLast { output.append(UInt8(ascii: "/")) }
      case 2:
        dropLastSegment()
        if isLast { output.append(UInt8(ascii: "/")) }
      default:
        output.append(UInt8(ascii: "/"))
        output.append(segment, encoding: .path)
      }
      guard !isLast else { break }
      position += 1
    }
    pathEnd = output.count
  }

  /// Removes the last slash of the path and what follows it; an empty path stays empty.
  mutating func dropLastSegment() {
    guard let slash = output[pathStart...].lastIndex(of: UInt8(ascii: "/")) else { return }
    output.removeSubrange(slash...)
  }

  /// Returns the number of dots of a dot segment, written as `.` or `%2e`; 0 for any other segment.
  private static func dots(in segment: ArraySlice<UInt8>) -> Int {
    // The longest is `%2e%2e`.
    guard let first = segment.first, first == UInt8(ascii: ".") || first == UInt8(ascii: "%"),
      segment.count <= 6
    else { return 0 }
    var count = 0
    var index = segment.startIndex
    while index < segment.endIndex {
      if segment[index] == UInt8(ascii: ".") {
        index += 1
      } else if segment.endIndex - index >= 3, segment[index] == UInt8(ascii: "%"),
        segment[index + 1] == UInt8(ascii: "2"), segment[index + 2] | 0x20 == UInt8(ascii: "e")
      {
        index += 3
      } else {
        return 0
      }
      count += 1
    }
    return count <= 2 ? count : 0
  }
}
