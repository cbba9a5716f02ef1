public import CrawlModel
public import Robots

/// What a worker learned about an origin that changes how it is treated.
public enum OriginSignal: Sendable {
  /// The result of requesting robots.txt, and the sitemaps it names, which are put in the same
  /// step; ends the request.
  case robots(RobotsResult, naming: [Discovery])
  /// The result of requesting a file in which the origin states how its content may be used; ends
  /// the request.
  case optOuts(OptOutFile)
}

/// The result of requesting the robots.txt of an origin (RFC 9309 §2.3.1).
public enum RobotsResult: Sendable {
  /// The file was read, or does not exist, which allows everything.
  case rules(KeptRules<RobotsRules>)
  /// The file could not be fetched, so nothing else may be; jobs of the origin end with this
  /// refusal.
  case unreachable(Refusal)
}
