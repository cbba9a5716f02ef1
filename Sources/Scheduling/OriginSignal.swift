public import CrawlModel
public import Robots

/// What a worker learnt about an origin that changes how it is treated.
public enum OriginSignal: Sendable {
  /// What came of requesting robots.txt, and the sitemaps that it names, which are put in the same
  /// step; ends the request.
  case robots(RobotsResult, naming: [Discovery], answering: Assignment)
  /// What came of requesting a file in which the origin says what its content may be used for; ends
  /// the request.
  case optOuts(OptOutFile, answering: Assignment)
  /// A transfer failed in a way that suggests that the origin is overloaded.
  case strain
  /// The origin said that it is overloaded (429, 503), and perhaps how long it wants to be left
  /// alone.
  case overload(asking: Duration?)
}

/// What came of requesting the robots.txt of an origin (RFC 9309 §2.3.1).
public enum RobotsResult: Sendable {
  /// It was read, or there is none, which allows everything.
  case rules(RobotsRules)
  /// It could not be fetched, so nothing else may be; jobs of the origin end with this.
  case unreachable(Refusal)
}
