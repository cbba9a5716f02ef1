import Addressing
import Archiving
import CrawlModel
import Fetching
import Files
import Scheduling
import Storing
import Threads

/// The end of a run: its summary and its records.
struct CrawlConclusion {
  let plan: CrawlPlan
  let place: Workplace
  let state: CrawlState
  let ending: CrawlEnding
  let start: MonotonicTime
  let begun: RunStart
  /// What the user should know about how the crawl was begun.
  let notes: [String]
  /// The origins of https whose twins of http were tried and failed as well.
  let triedByHTTP: Set<Origin>

  private var configuration: CrawlConfiguration { plan.configuration }

  /// Writes the records of the crawl.
  ///
  /// If nothing was collected, a folder that this run has made is removed where that is wanted;
  /// that of a list is not, since its records say what is wrong with each line.
  ///
  /// - Throws: `CrawlError` if a record cannot be written.
  func write(to output: OutputFolder) throws(CrawlError) -> CrawlSummary {
    var refresh: RefreshCounts?
    var changes: [ImageChange] = []
    ending.attempt {
      let journal = state.journal
      refresh = try journal.closeRefresh()
      guard refresh != nil else { return }
      try journal.changes(
        since: journal.runBeforePass, atMost: CrawlSummary.changesListed
      ) { changes.append($0) }
    }
    let hasMoved = !output.folder.isInPlace
    ending.attempt {
      if !hasMoved, place.archive?.isIn(output.folder) == false {
        throw CrawlError(
          .disk,
          "\(output.folder.path(of: Archive.folderName)) was moved, removed or replaced while the "
            + "crawl ran; its archive is in the folder that was there before. Put that back.")
      }
    }
    var summary = summary
    summary.refresh = refresh
    summary.changes = changes
    summary.notes = place.notes + notes + listNotes(summary)
    if hasMoved {
      summary.hasRecords = false
      summary.notes.append(
        "\(output.folder.path) was moved or removed while the crawl ran: all that the crawl wrote is "
          + "in that folder, wherever it is now.")
    }
    if summary.collectedNothing, configuration.removesUnusedFolder, output.isNew,
      configuration.imageList.isEmpty, place.archive?.hasNewFiles != true,
      (try? state.journal.isWithoutContent) == true
    {
      try? state.journal.close()
      output.removeUnlessUsed()
      summary.hasRecords = false
      return summary
    }
    do {
      let journal = state.journal
      summary.notes += try RecordFiles(output, place.own, of: journal)
        .write(place.frontier, summary)
      try TrapMemory.keep(plan.traps.memory, in: journal)
      try journal.end(summary.ending, at: .now)
      try place.store.forgetPlacements()
    } catch {
      // The error that ended the crawl is likely the cause of this one too, and is the more
      // important one to report.
      guard summary.ending == .error else { throw CrawlError(any: error) }
      summary.hasRecords = false
      summary.notes.append(
        "The lists and the gallery in \(output.folder.path) were not all written; the next run "
          + "writes them.")
    }
    try? state.journal.close()
    return summary
  }

  /// What an untrusted list was not allowed, and how to allow it.
  private func listNotes(_ summary: CrawlSummary) -> [String] {
    guard !configuration.imageList.isEmpty, !plan.trustsList else { return [] }
    var notes: [String] = []
    let refused = summary.images.skipped[.privateAddress, default: 0]
    if refused > 0 {
      notes.append(
        "Not requested, because of this machine or a private network: "
          + "\(Readable.count(refused, "address", "addresses")) of the list. Give --trust-list if "
          + "you know all of them, or --allow-private.")
    }
    var withheld: [String] = []
    if configuration.seeds.isEmpty, !configuration.headers.isEmpty { withheld.append("--header") }
    if !plan.listed.credentials.isEmpty { withheld.append("names and passwords") }
    if !withheld.isEmpty {
      notes.append(
        "Sent to no host of the list: \(withheld.joined(separator: ", ")). Give --trust-list if you "
          + "know all of them.")
    }
    return notes
  }

  /// The counts of the crawl and how it ended.
  var summary: CrawlSummary {
    let frontier = place.frontier
    let counts = frontier.counts
    let cause = ending.cause
    // The counts are enough; no record has to be read.
    let hasFailures = counts.images.failedInAll + counts.pages.failedInAll > 0
    // Lists that cannot be read are omitted: the counts already include the failures.
    let seeds = (try? frontier.seedSurvey()) ?? SeedSurvey()
    var summary = CrawlSummary(
      ending: cause.ending, limit: cause.limit, trouble: cause.trouble, images: counts.images,
      pages: counts.pages, bytes: counts.storedBytes, elapsed: .now - start,
      hosts: frontier.hostStatistics, options: configuration.options,
      // Another machine may have fetched them.
      reachedSeed: seeds.reached > 0 || counts.images.reached > 0
        || counts.pages.skipped[.elsewhere] != nil,
      failedSeeds: seeds.failed, unreadSeeds: seeds.unread,
      seedFailures: seeds.unreadSeeds.map { failure in
        var failure = failure
        failure.wasTriedByHTTP = triedByHTTP.contains(failure.address.origin)
        failure.wasByProxy = !configuration.proxyChoice.proxy(for: failure.address).isEmpty
        return failure
      },
      pagesFilledByScripts: counts.images.kept > 0
        ? 0 : (try? state.journal.pagesFilledByScripts) ?? 0,
      start: begun, run: counts.run,
      verifiedCertificates: configuration.verifiesCertificates,
      failureGroups: hasFailures ? (try? frontier.failureGroups()) ?? [] : [])
    summary.lostFrontier = cause.lostFrontier
    summary.seedRedirects = seeds.redirects
    summary.hasRecords = !configuration.isDryRun
    summary.policies = (try? frontier.policies()) ?? PolicyAnswers()
    return summary
  }
}

extension Tally {
  /// The number of addresses with a response from a server, in this run or an earlier one.
  ///
  /// Nothing is requested that robots.txt does not allow, or at a private address.
  fileprivate var reached: Int {
    kept + gone + skippedInAll - skipped[.privateAddress, default: 0] - skipped[.robots, default: 0]
  }

  /// The number of addresses whose content is stored.
  fileprivate var kept: Int { taken + duplicate + unchanged }
}
