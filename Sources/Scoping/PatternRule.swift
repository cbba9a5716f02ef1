public import Addressing
public import CrawlModel
public import Patterns

/// Includes and excludes addresses by the user's regular expressions, matched against the whole
/// canonical address.
public struct PatternRule: Sendable {
  private let include: [Pattern]
  private let exclude: [Pattern]

  /// Creates a rule; without `include` everything is included, and `exclude` takes precedence.
  public init(include: [Pattern] = [], exclude: [Pattern] = []) {
    self.include = include
    self.exclude = exclude
  }

  /// Returns why an address is skipped; `nil` if it is accepted.
  public func objection(to address: WebAddress) -> SkipReason? {
    if include.isEmpty, exclude.isEmpty { return nil }
    if exclude.contains(where: { $0.occurs(in: address.text) }) { return .excluded }
    if include.isEmpty || include.contains(where: { $0.occurs(in: address.text) }) { return nil }
    return .notIncluded
  }
}
