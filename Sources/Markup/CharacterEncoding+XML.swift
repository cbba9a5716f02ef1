import Bytes

extension CharacterEncoding {
  /// Returns the encoding of an XML document (RFC 7303 §3, XML 1.0 appendix F): mark, header, XML
  /// declaration.
  ///
  /// Without any of them, valid UTF-8 is read as UTF-8 and anything else as windows-1252.
  ///
  /// - Parameters:
  ///   - bytes: the document as served.
  ///   - declared: the `charset` of the HTTP header, if any.
  /// - Returns: the encoding; never fails.
  public static func ofXML(_ bytes: Span<UInt8>, declared: String? = nil) -> CharacterEncoding {
    if let mark = byteOrderMark(of: bytes) { return mark.encoding }
    if bytes.count >= 4 {
      switch (bytes[0], bytes[1], bytes[2], bytes[3]) {
      case (0x3C, 0, _, 0): return .utf16LittleEndian
      case (0, 0x3C, 0, _): return .utf16BigEndian
      default: break
      }
    }
    if let declared, let encoding = CharacterEncoding(label: declared) { return encoding }
    return bytes.withUnsafeBufferPointer { bytes in
      if let label = labelInXMLDeclaration(bytes), let encoding = CharacterEncoding(label: label) {
        // The declaration was readable as single bytes, so the text cannot be UTF-16.
        return encoding.isWide ? .utf8 : encoding
      }
      return UTF8Text.isValid(bytes) ? .utf8 : .windows1252
    }
  }

  private static func labelInXMLDeclaration(_ bytes: UnsafeBufferPointer<UInt8>) -> String? {
    let head = bytes.prefix(prescanLength).drop { $0.isASCIIWhitespace }
    guard head.starts(with: "<?xml".utf8), let end = head.firstIndex(of: UInt8(ascii: ">")) else {
      return nil
    }
    let declaration = String(decoding: head[..<end], as: UTF8.self)
    guard let word = declaration.firstRange(of: "encoding") else { return nil }
    let value = declaration[word.upperBound...].drop { $0.isWhitespace || $0 == "=" }
    guard let quote = value.first, quote == "\"" || quote == "'" else { return nil }
    return String(value.dropFirst().prefix { $0 != quote })
  }
}
