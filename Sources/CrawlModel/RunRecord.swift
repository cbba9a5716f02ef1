/// The purpose of a run on a folder; the raw values are the words in the journal.
public enum RunKind: String, Sendable, Hashable, CaseIterable {
  /// The first run.
  case crawl
  /// Resumes an earlier run that was not completed.
  case resume
  /// Requests every address of a completed crawl again.
  case refresh
  /// Requests again only the addresses that failed.
  case retry
}

/// A run that has started and may have ended.
public struct RunRecord: Sendable, Hashable {
  /// Its purpose.
  public let kind: RunKind
  /// When it started.
  public let startedAt: String
  /// When it ended; `nil` if it is still running or was killed.
  public let endedAt: String?
  /// How it ended; `nil` if it is still running or was killed.
  public let ended: CrawlSummary.Ending?

  /// Makes a record from its parts.
  public init(kind: RunKind, startedAt: String, endedAt: String?, ended: CrawlSummary.Ending?) {
    self.kind = kind
    self.startedAt = startedAt
    self.endedAt = endedAt
    self.ended = ended
  }
}
