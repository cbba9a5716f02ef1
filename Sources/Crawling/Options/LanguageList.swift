/// The languages that a crawl asks for, in the form of `Accept-Language` (RFC 9110 §12.5.4).
public struct LanguageList: Sendable, Hashable, CustomStringConvertible {
  /// The list as written.
  public let text: String

  /// Reads a list.
  ///
  /// - Parameter text: languages with their weights, such as `de, en;q=0.5`.
  /// - Throws: `CrawlError` with ``CrawlError/Code/badSetting`` if it is empty or cannot be sent.
  public init(_ text: String) throws(CrawlError) {
    guard !text.isEmpty, text.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) else {
      throw CrawlError(
        .badSetting, "'\(text)' is no list of languages; write it as 'de, en;q=0.5'.")
    }
    self.text = text
  }

  /// The list as written.
  public var description: String { text }
}

extension LanguageList: OptionText {}
