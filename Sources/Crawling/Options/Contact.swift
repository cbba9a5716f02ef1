/// Where the operator of a site can reach the user: a URL or a mail address.
public struct Contact: Sendable, Hashable, CustomStringConvertible {
  /// The URL or mail address.
  public let text: String

  /// Reads a contact.
  ///
  /// - Parameter text: a URL or a mail address; without parentheses, which enclose it in the header.
  /// - Throws: `CrawlError` with ``CrawlError/Code/badSetting`` if it is empty or cannot be sent.
  public init(_ text: String) throws(CrawlError) {
    if text.isEmpty {
      throw CrawlError(.badSetting, "The contact is empty; give a URL or a mail address.")
    }
    let isPlain = text.unicodeScalars.allSatisfy { scalar in
      scalar != "(" && scalar != ")" && scalar.properties.generalCategory != .control
    }
    guard isPlain else {
      throw CrawlError(
        .badSetting,
        "The contact has a parenthesis or a control character in it; give a URL or a mail address "
          + "without them.")
    }
    self.text = text
  }

  /// The URL or mail address.
  public var description: String { text }
}

extension Contact: OptionText {}
