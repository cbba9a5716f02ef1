/// A character encoding of the web, by the name the Encoding standard gives it.
public struct CharacterEncoding: Hashable, Sendable, CustomStringConvertible {
  /// The standard's name, such as `UTF-8` or `windows-1252`.
  public let name: String

  init(name: String) { self.name = name }

  /// The encoding that a label means, in any case and with space around it (Encoding §4.2);
  /// `nil` for a label the standard does not know.
  public init?(label: String) {
    var word = Substring(label)
    while let first = word.utf8.first, first.isHTMLSpace { word.removeFirst() }
    while let last = word.utf8.last, last.isHTMLSpace { word.removeLast() }
    let lower = String(decoding: word.utf8.map(\.asciiLowercased), as: UTF8.self)
    guard let name = Self.namesOfLabels[lower] else { return nil }
    self.name = name
  }

  /// The encoding of nearly all pages.
  public static let utf8 = CharacterEncoding(name: "UTF-8")
  /// What text is in that does not say and is not UTF-8.
  public static let windows1252 = CharacterEncoding(name: "windows-1252")
  static let utf16LittleEndian = CharacterEncoding(name: "UTF-16LE")
  static let utf16BigEndian = CharacterEncoding(name: "UTF-16BE")

  /// The name.
  public var description: String { name }

  /// Whether the code units are two bytes wide.
  var isWide: Bool { self == .utf16LittleEndian || self == .utf16BigEndian }
}

// MARK: - Text

extension CharacterEncoding {
  /// Gives a closure the text as clean UTF-8.
  ///
  /// Clean means: valid, without byte order mark, and with U+FFFD for NUL and for what does not
  /// decode. Text that is clean already is not copied.
  ///
  /// - Parameters:
  ///   - bytes: The bytes as they were served.
  ///   - body: What reads the text while it lasts.
  /// - Returns: What `body` returns.
  /// - Throws: What `body` throws.
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

  /// The text as clean UTF-8.
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
