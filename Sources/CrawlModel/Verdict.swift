/// The decision of the rules of a crawl about a link.
public enum Verdict: Sendable, Hashable {
  /// Fetch it: this job is added to the frontier.
  case follow(Job)
  /// It is part of the document and already stored; `isDuplicate` is `true` if another image had
  /// the same bytes.
  case keep(StoredContent, isDuplicate: Bool)
  /// Skip it.
  case skip(SkipReason)
  /// It is part of the document and could not be stored.
  case fail(FailureReason)
}

extension Verdict {
  /// The outcome that it is for the address; `nil` if the address is fetched.
  public var outcome: Outcome? {
    switch self {
    case .follow: nil
    case .keep(let content, let isDuplicate): isDuplicate ? .duplicate(content) : .stored(content)
    case .skip(let reason): .skipped(reason)
    case .fail(let reason): .failed(reason)
    }
  }
}
