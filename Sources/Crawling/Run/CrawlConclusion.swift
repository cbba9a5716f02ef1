import CrawlModel
import Fetching
import Scheduling
import Storing
import Threads

/// What is written and said at the end of a run.
struct CrawlConclusion {
  let configuration: CrawlConfiguration
  let place: Workplace
  let state: CrawlState
  let traps: TrapGuard
  let ending: CrawlEnding
  let start: MonotonicTime

  /// Writes what a crawl leaves beside the images.
  ///
  /// - Throws: `CrawlError` when a record cannot be written.
  func write(to output: OutputFolder) throws(CrawlError) -> CrawlSummary {
    var refresh: RefreshCounts?
    ending.attempt { refresh = try state.journal.closeRefresh() }
    var summary = summary
    summary.refresh = refresh
    summary.notes = place.notes
    do {
      let journal = state.journal
      // If this run dies while it writes them, nobody has edited them.
      try journal.forgetSettings(RecordFiles.writtenPrefix)
      let written = try RecordFiles(output).write(place.frontier, summary)
      try journal.set(
        Dictionary(uniqueKeysWithValues: written.map { (RecordFiles.writtenPrefix + $0, $1) }))
      try TrapMemory.keep(traps.memory, in: journal)
      try journal.end(summary.ending, at: .now)
      try place.store.forgetPlacements()
    } catch {
      // What broke the crawl most likely also keeps its records from being written; that it broke
      // is the more important news.
      guard summary.ending == .error else { throw CrawlError(any: error) }
    }
    try? state.journal.close()
    return summary
  }

  /// The counts of the crawl and how it ended.
  var summary: CrawlSummary {
    let frontier = place.frontier
    let counts = frontier.counts
    let cause = ending.cause
    // The counts say it without a look at every record.
    let hasFailures = counts.images.failedInAll + counts.pages.failedInAll > 0
    // Lists that cannot be read are left out: the counts already say that something failed.
    let seeds = (try? frontier.seedSurvey()) ?? SeedSurvey()
    return CrawlSummary(
      ending: cause.ending, limit: cause.limit, trouble: cause.trouble, images: counts.images,
      pages: counts.pages, bytes: counts.storedBytes, elapsed: .now - start,
      hosts: frontier.hostStatistics, options: configuration.options,
      reachedSeed: seeds.wereReached || counts.images.reached > 0, strayed: seeds.strayed,
      verifiedCertificates: configuration.verifiesCertificates,
      failures: hasFailures
        ? (try? frontier.failures(atMost: CrawlSummary.failuresListed)) ?? [] : [])
  }
}

extension Tally {
  /// How many addresses a server has answered for, now or in an earlier run.
  fileprivate var reached: Int { taken + duplicate + unchanged + gone + skippedInAll }
}
