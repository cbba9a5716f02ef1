import Patterns

/// A regular expression for addresses, in the syntax of RE2; it matches anywhere in an address.
///
/// ```swift
/// configuration.excludePages = [try AddressPattern(#"/tag/|[?&]sort="#)]
/// ```
///
/// Matching takes time linear in the length of the address, whatever the expression is.
public struct AddressPattern: Sendable, Hashable, CustomStringConvertible {
  let pattern: Pattern

  /// Compiles an expression.
  ///
  /// - Parameter text: the expression.
  /// - Throws: `CrawlError` with ``CrawlError/Code/badSetting`` if it is not a regular expression.
  public init(_ text: String) throws(CrawlError) {
    do throws(PatternError) {
      pattern = try Pattern(text)
    } catch {
      throw CrawlError(.badSetting, error.description)
    }
  }

  /// The expression as written.
  public var text: String { pattern.text }

  /// The expression as written.
  public var description: String { text }

  /// Whether two expressions are written in the same way.
  public static func == (left: AddressPattern, right: AddressPattern) -> Bool {
    left.text == right.text
  }

  /// Feeds the expression into a hasher.
  public func hash(into hasher: inout Hasher) { hasher.combine(text) }
}
