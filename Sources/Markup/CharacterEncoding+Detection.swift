import Bytes

extension CharacterEncoding {
  /// The number of bytes searched for a `meta` that declares the encoding.
  public static let prescanLength = 1024
  /// The number of bytes searched if those declare none and the text is not UTF-8; browsers reload
  /// a page whose `meta` comes late.
  public static let latePrescanLength = 64 << 10

  /// Returns the encoding of an HTML document (HTML standard §13.2.3.2).
  ///
  /// A byte order mark takes precedence over the HTTP header, and that over a `meta`. Without any
  /// of them, valid UTF-8 is read as UTF-8 and anything else as windows-1252.
  ///
  /// - Parameters:
  ///   - bytes: the document as served.
  ///   - declared: the `charset` of the HTTP header, if any.
  /// - Returns: the encoding; never fails.
  public static func ofHTML(_ bytes: Span<UInt8>, declared: String? = nil) -> CharacterEncoding {
    if let stated = statedInHTML(bytes, declared: declared) { return stated }
    if bytes.withUnsafeBufferPointer({ UTF8Text.isValid($0) }) { return .utf8 }
    return statedInHTML(bytes, within: latePrescanLength) ?? .windows1252
  }

  /// Returns the encoding that the byte order mark, the header or a `meta` declares.
  ///
  /// - Parameters:
  ///   - bytes: the document as served.
  ///   - declared: the `charset` of the HTTP header, if any.
  ///   - length: the number of bytes searched for a `meta`.
  /// - Returns: `nil` if none of them declares an encoding that the standard knows.
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

  /// Returns the encoding of a style sheet (CSS Syntax §3.2): mark, header, `@charset`, then as for
  /// HTML.
  ///
  /// - Parameters:
  ///   - bytes: the style sheet as served.
  ///   - declared: the `charset` of the HTTP header, if any.
  /// - Returns: the encoding; never fails.
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

  /// Returns the encoding of a byte order mark and the mark's length in bytes (Encoding §6).
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
