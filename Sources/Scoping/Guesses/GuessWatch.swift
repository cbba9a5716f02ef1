public import CrawlModel

/// Limits the guesses of a crawl: after several wrong ones in a row, no more are made at similar
/// addresses.
///
/// A guess that was right starts the count again, and such a group of addresses then has more
/// patience. The smallest group with a right guess decides, so that a wiki with pages for files is
/// read although the same site has a thousand downloads.
///
/// A plain value; callers synchronise access. Its size is bounded: groups that were not used
/// recently are dropped, and cost a few more guesses when they are needed again. Requests that are
/// already in flight when a limit is reached are not cancelled.
public struct GuessWatch: Sendable {
  /// The multiple of its patience that a group has after a right guess.
  static let provenFactor = 10
  static let groupsKept = 1 << 12

  private struct Record: Sendable {
    var consecutiveMisses = 0
    var wasRight = false
  }

  private var records = RecentTable<Record>(size: GuessWatch.groupsKept)

  /// Creates the watch of a new run.
  public init() {}

  /// Returns why a guess is not made; `nil` if it is.
  public mutating func refusal(of guess: Guess) -> Refusal? {
    for group in guess.groups {
      let record = records[group.key] ?? Record()
      let patience = record.wasRight ? group.patience * Self.provenFactor : group.patience
      if record.consecutiveMisses >= patience {
        return Refusal(
          .skipped(.byName),
          note: "\(record.consecutiveMisses) addresses in a row were something else: \(group.words)"
        )
      }
      if record.wasRight { return nil }
    }
    return nil
  }

  /// Records the outcome of a guess.
  public mutating func note(_ guess: Guess, _ outcome: Outcome) {
    guard let isRight = guess.isRight(outcome) else { return }
    for group in guess.groups {
      var record = records[group.key] ?? Record()
      record.consecutiveMisses = isRight ? 0 : record.consecutiveMisses + 1
      if isRight { record.wasRight = true }
      records[group.key] = record
    }
  }
}
