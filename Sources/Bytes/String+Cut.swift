extension String {
  /// Returns the longest beginning of whole Unicode scalars that has at most `limit` bytes in UTF-8.
  ///
  /// A number of characters is no limit: one character may have any number of combining marks.
  public func cut(to limit: Int) -> String {
    guard utf8.count > limit else { return self }
    var end = utf8.index(startIndex, offsetBy: max(0, limit))
    while end > startIndex, utf8[end] & 0xC0 == 0x80 { end = utf8.index(before: end) }
    return String(self[..<end])
  }
}
