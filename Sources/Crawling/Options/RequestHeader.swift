/// A header line for the requests to the origins of the seeds.
///
/// ```swift
/// configuration.headers = [try RequestHeader("X-Token: 1")]
/// ```
public struct RequestHeader: Sendable, Hashable, CustomStringConvertible {
  /// The line as written.
  public let text: String

  /// Reads a line.
  ///
  /// - Parameter text: a name, a colon and a value in one line.
  /// - Throws: `CrawlError` with ``CrawlError/Code/badSetting`` if it is no header.
  public init(_ text: String) throws(CrawlError) {
    guard text.contains(":"), !text.hasPrefix(":"), !text.contains(where: \.isNewline) else {
      // It can be a secret with a mistake in it.
      throw CrawlError(
        .badSetting, "A header is no single line with a name and a colon; write 'Name: value'.")
    }
    self.text = text
  }

  /// The name, without what is secret.
  public var description: String { String(text.prefix { $0 != ":" }) }
}

extension RequestHeader: OptionText {}
