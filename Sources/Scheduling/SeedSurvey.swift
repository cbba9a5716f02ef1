public import Addressing

/// What became of the seeds of a crawl.
public struct SeedSurvey: Sendable, Hashable {
  /// How many documents that are no step away from a seed were answered for: the seeds themselves,
  /// and where they redirect to.
  public var reached: Int
  /// Where seeds redirect to that lies out of the scope.
  public var strayed: [WebAddress]

  /// Makes a survey from its parts.
  public init(reached: Int = 0, strayed: [WebAddress] = []) {
    self.reached = reached
    self.strayed = strayed
  }

  /// Whether there was anything behind the seeds but redirects that lead out of the scope.
  ///
  /// Of such a seed there are two records, its own and that of where it leads.
  public var wereReached: Bool { reached > 2 * strayed.count }
}
