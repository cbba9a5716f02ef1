public import Addressing

/// How the seeds of a crawl ended.
public struct SeedSurvey: Sendable, Hashable {
  /// The number of documents at depth 0 that neither failed nor were blocked by robots.txt: the
  /// seeds themselves, and their redirect targets.
  public var reached: Int
  /// The number of seeds and of their redirect targets that failed.
  public var failed: Int
  /// Redirect targets of seeds that are out of scope.
  public var redirectedOutOfScope: [WebAddress]

  /// Makes a survey from its parts.
  public init(reached: Int = 0, failed: Int = 0, redirectedOutOfScope: [WebAddress] = []) {
    self.reached = reached
    self.failed = failed
    self.redirectedOutOfScope = redirectedOutOfScope
  }

  /// Whether any seed led to something other than an out-of-scope redirect.
  ///
  /// Such a seed has two records: its own and that of its redirect target.
  public var wereReached: Bool { reached > 2 * redirectedOutOfScope.count }
}
