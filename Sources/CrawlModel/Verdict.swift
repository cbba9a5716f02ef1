/// What the rules of a crawl say to a link.
public enum Verdict: Sendable, Hashable {
  /// Take it: this job goes into the frontier.
  case follow(Job)
  /// Leave it alone.
  case skip(SkipReason)
}
