public import CrawlModel

/// Limits the guesses of a crawl: after several wrong ones in a row, no more are made at similar
/// addresses.
///
/// A guess that was right starts the count again, and such a group of addresses then has more
/// patience. The smallest group with a right guess decides, so that a wiki with pages for files is
/// read although the same site has a thousand downloads.
///
/// A site can link to any number of hosts, each of which costs several requests before the first
/// guess: robots.txt and the files for opt-outs. Therefore the hosts are limited, too.
///
/// A plain value; callers synchronise access. Its size is bounded: groups that were not used
/// recently are dropped, and cost a few more guesses when they are needed again. Requests that are
/// already in flight when a limit is reached are not cancelled.
public struct GuessWatch: Sendable {
  /// The multiple of its patience that a group has after a right guess.
  static let provenFactor = 10
  static let groupsKept = 1 << 12

  private struct Record: Sendable {
    /// Consecutive wrong guesses; for a site, the hosts without a right one.
    var misses = 0
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
      if record.misses >= patience {
        return Refusal(
          .skipped(.byName),
          note: "\(record.misses) addresses in a row were something else: \(group.words)"
        )
      }
      if record.wasRight { return nil }
    }
    return nil
  }

  /// Whether a guess is made, asked before its host is contacted at all.
  public mutating func admits(_ guess: Guess) -> Bool {
    guard refusal(of: guess) == nil else { return false }
    guard let site = guess.site, let host = guess.groups.last, records[host.key] == nil else {
      return true
    }
    var record = records[site.key] ?? Record()
    guard record.misses < site.patience else { return false }
    record.misses += 1
    records[site.key] = record
    records[host.key] = Record()
    return true
  }

  /// Records the outcome of a guess.
  public mutating func note(_ guess: Guess, _ outcome: Outcome) {
    guard let isRight = guess.isRight(outcome) else { return }
    if isRight { release(guess) }
    for group in guess.groups {
      var record = records[group.key] ?? Record()
      record.misses = isRight ? 0 : record.misses + 1
      if isRight { record.wasRight = true }
      records[group.key] = record
    }
  }

  /// Stops counting the host of a right guess for the site.
  private mutating func release(_ guess: Guess) {
    guard let site = guess.site, let host = guess.groups.last,
      let record = records[host.key], !record.wasRight, var sites = records[site.key]
    else { return }
    sites.misses = max(0, sites.misses - 1)
    records[site.key] = sites
  }
}
