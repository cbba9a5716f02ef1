/// What the rules of a crawl say to a link.
public enum Verdict: Sendable, Hashable {
  /// Take it: this job goes into the frontier.
  case follow(Job)
  /// It stands in the document itself and is stored already; `isDuplicate` says that another had the
  /// same bytes before.
  case keep(StoredContent, isDuplicate: Bool)
  /// Leave it alone.
  case skip(SkipReason)
  /// It stands in the document itself, and could not be stored.
  case fail(FailureReason)
}
