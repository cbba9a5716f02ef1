extension CharacterEncoding {
  /// How many bytes are searched for a `meta` that names the encoding.
  public static let prescanLength = 1024
  /// How many bytes are searched where those name none and the text is not UTF-8: browsers read a
  /// page anew when its `meta` comes late.
  public static let latePrescanLength = 64 << 10

  /// The encoding that an HTML document is in (HTML standard §13.2.3.2).
  ///
  /// A byte order mark wins over the HTTP header, that over a `meta`; where none says anything,
  /// bytes that are UTF-8 are UTF-8, and all others windows-1252.
  ///
  /// - Parameters:
  ///   - bytes: The document as served.
  ///   - declared: The `charset` of the HTTP header, if any.
  /// - Returns: An encoding in any case.
  public static func ofHTML(_ bytes: Span<UInt8>, declared: String? = nil) -> CharacterEncoding {
    if let stated = statedInHTML(bytes, declared: declared) { return stated }
    if bytes.withUnsafeBufferPointer({ UTF8Text.isValid($0) }) { return .utf8 }
    return statedInHTML(bytes, within: latePrescanLength) ?? .windows1252
  }

  /// The encoding that the mark, the header or a `meta` states; `nil` where none does.
  ///
  /// - Parameters:
  ///   - bytes: The document as served.
  ///   - declared: The `charset` of the HTTP header, if any.
  ///   - length: How many bytes are searched for a `meta`.
  /// - Returns: `nil` also for a label that the standard does not know.
  public static func statedInHTML(
    _ bytes: Span<UInt8>, declared: String? = nil, within length: Int = prescanLength
  ) -> CharacterEncoding? {
    if let mark = byteOrderMark(of: bytes) { return mark.encoding }
    if let declared, let encoding = CharacterEncoding(label: declared) { return encoding }
    return bytes.withUnsafeBufferPointer { bytes in
      let head = UnsafeBufferPointer(rebasing: bytes.prefix(length))
      var prescan = EncodingPrescan(head)
      return prescan.run()
    }
  }

  /// The encoding that a style sheet is in (CSS Syntax §3.2): mark, header, `@charset`,
  /// then as for HTML.
  ///
  /// - Parameters:
  ///   - bytes: The style sheet as served.
  ///   - declared: The `charset` of the HTTP header, if any.
  /// - Returns: An encoding in any case.
  public static func ofCSS(_ bytes: Span<UInt8>, declared: String? = nil) -> CharacterEncoding {
    if let mark = byteOrderMark(of: bytes) { return mark.encoding }
    if let declared, let encoding = CharacterEncoding(label: declared) { return encoding }
    return bytes.withUnsafeBufferPointer { bytes in
      let rule = Array("@charset \"".utf8)
      if bytes.starts(with: rule) {
        let rest = bytes.dropFirst(rule.count).prefix(prescanLength)
        if let end = rest.firstIndex(of: UInt8(ascii: "\"")) {
          let label = String(decoding: rest[..<end], as: UTF8.self)
          if let encoding = CharacterEncoding(label: label) {
            return encoding.isWide ? .utf8 : encoding
          }
        }
      }
      return UTF8Text.isValid(bytes) ? .utf8 : .windows1252
    }
  }

  /// The encoding a byte order mark states, and how many bytes the mark has (Encoding §6).
  static func byteOrderMark(
    of bytes: Span<UInt8>
  ) -> (encoding: CharacterEncoding, length: Int)? {
    guard bytes.count >= 2 else { return nil }
    switch (bytes[0], bytes[1]) {
    case (0xFE, 0xFF): return (.utf16BigEndian, 2)
    case (0xFF, 0xFE): return (.utf16LittleEndian, 2)
    case (0xEF, 0xBB) where bytes.count >= 3 && bytes[2] == 0xBF: return (.utf8, 3)
    default: return nil
    }
  }
}
