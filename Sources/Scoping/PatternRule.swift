public import Addressing
public import CrawlModel
public import Patterns

/// What the user takes and leaves by regular expression, judged on the whole canonical address.
public struct PatternRule: Sendable {
  private let include: [Pattern]
  private let exclude: [Pattern]

  /// Makes a rule; with no `include` everything is included, and `exclude` wins.
  public init(include: [Pattern] = [], exclude: [Pattern] = []) {
    self.include = include
    self.exclude = exclude
  }

  /// Why an address is left out; `nil` when it is not.
  public func objection(to address: WebAddress) -> SkipReason? {
    if include.isEmpty, exclude.isEmpty { return nil }
    if exclude.contains(where: { $0.occurs(in: address.text) }) { return .excluded }
    if include.isEmpty || include.contains(where: { $0.occurs(in: address.text) }) { return nil }
    return .notIncluded
  }
}
