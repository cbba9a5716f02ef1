import Bytes

/// A character encoding of the web, identified by its name in the Encoding standard.
public struct CharacterEncoding: Hashable, Sendable, CustomStringConvertible {
  /// The standard's name, such as `UTF-8` or `windows-1252`.
  public let name: String

  init(name: String) { self.name = name }

  /// Creates the encoding of a label, ignoring case and surrounding white space (Encoding §4.2);
  /// returns `nil` if the standard does not know the label.
  public init?(label: String) {
    var word = Substring(label)
    while let first = word.utf8.first, first.isASCIIWhitespace { word.removeFirst() }
    while let last = word.utf8.last, last.isASCIIWhitespace { word.removeLast() }
    let lower = String(decoding: word.utf8.map(\.lowercasedASCII), as: UTF8.self)
    guard let name = Self.namesOfLabels[lower] else { return nil }
    self.name = name
  }

  /// UTF-8, the encoding of nearly all pages.
  public static let utf8 = CharacterEncoding(name: "UTF-8")
  /// The encoding of text that declares none and is not UTF-8.
  public static let windows1252 = CharacterEncoding(name: "windows-1252")
  static let utf16LittleEndian = CharacterEncoding(name: "UTF-16LE")
  static let utf16BigEndian = CharacterEncoding(name: "UTF-16BE")

  /// The name.
  public var description: String { name }

  /// Whether the code units have two bytes.
  var isWide: Bool { self == .utf16LittleEndian || self == .utf16BigEndian }
}

// MARK: - Text

extension CharacterEncoding {
  /// Passes the text to a closure as clean UTF-8.
  ///
  /// Clean means: valid, without byte order mark, and with U+FFFD for NUL and for bytes that do not
  /// decode. Text that is already clean is not copied.
  ///
  /// - Parameters:
  ///   - bytes: the bytes as served.
  ///   - body: reads the text, which is valid only during the call.
  /// - Returns: the result of `body`.
  /// - Throws: the error of `body`.
  public func withCleanText<Result, Failure: Error>(
    _ bytes: Span<UInt8>, _ body: (Span<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let mark = Self.byteOrderMark(of: bytes)
    let start = mark?.encoding == self ? mark?.length ?? 0 : 0
    let text = bytes.extracting(start...)
    if self == .utf8, text.withUnsafeBufferPointer({ UTF8Text.isClean($0) }) {
      return try body(text)
    }
    let decoded = text.withUnsafeBufferPointer { decode($0) }
    return try body(decoded.span)
  }

  /// Returns the text as clean UTF-8.
  public func cleanText(_ bytes: Span<UInt8>) -> [UInt8] {
    withCleanText(bytes) { text in text.withUnsafeBufferPointer { Array($0) } }
  }

  private func decode(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    switch self {
    case .utf8: UTF8Text.repair(bytes)
    case .windows1252: Windows1252.decode(bytes)
    default: Iconv.decode(bytes, from: iconvName, isWide: isWide)
    }
  }
}
