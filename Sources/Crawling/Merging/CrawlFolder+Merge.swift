public import CrawlModel
import Fetching
import Files
import Scheduling

extension CrawlFolder {
  /// Unites the folders of the nodes of a shared crawl in a new one, which can be read, exported and
  /// refreshed as that of a crawl on one machine.
  ///
  /// The new folder appears as a whole or not at all, and an earlier one of the same crawl is
  /// replaced. The other folders are not changed, and the crawl may go on in them: what is not done
  /// waits in the new folder. Files are not copied where the file system can give them a second name.
  ///
  /// - Parameters:
  ///   - paths: the folders of the nodes.
  ///   - target: the new folder.
  /// - Returns: the counts of the new folder, and what is missing.
  /// - Throws: `CrawlError` if the folders do not belong together, one of them cannot be read, or
  ///   the new one cannot be written.
  /// - Complexity: reads each file once, and those of an earlier merge that is replaced.
  public static func merge(
    _ paths: [String], into target: String
  ) throws(CrawlError) -> FolderMerge {
    let sources = try MergeSources(paths, outside: target)
    let place = try MergeTarget(target, of: sources.crawl)
    do {
      let merged = try fill(place.output, from: sources)
      try place.commit()
      return merged
    } catch {
      throw sources.cause(of: error)
    }
  }

  private static func fill(
    _ output: OutputFolder, from sources: MergeSources
  ) throws -> FolderMerge {
    let journals = sources.folders.map(\.journal)
    let runs = try journals.flatMap { try $0.runs }
    let journal = try Journal(in: output.state)
    let start = runs.compactMap { Timestamp(rfc3339: $0.startedAt) }.min() ?? .now
    var options = try journals[0].options
    options["frontier"] = nil
    try journal.begin(
      .crawl, at: start, levelByLevel: false, identity: sources.identity, options: options)
    try MergeTarget.mark(journal, as: sources.crawl)
    if let web = try journals[0].setting(RecordFiles.webName) {
      try journal.set([RecordFiles.webName: web])
    }
    let merge = try JournalMerge(of: journals, in: journal)
    let files = MergedFiles(
      merge: merge, journal: journal, sources: sources.folders, output: output)
    let lostFiles = try files.placeImages()
    try files.placeArchives()

    let waiting = try journal.waiting
    let ends = try journals.map { try $0.runs.last?.ended }
    var ending = CrawlSummary.Ending.complete
    if waiting > 0 || ends.contains(where: { $0 != .complete }) {
      ending = ends.contains(.limit) ? .limit : .interrupted
    }
    let end = runs.compactMap { $0.endedAt.flatMap { Timestamp(rfc3339: $0) } }.max() ?? .now
    var summary = try CrawlSummary(of: journal, ending: ending)
    summary.elapsed = .seconds(max(0, end.seconds - start.seconds))

    var result = FolderMerge(
      images: summary.images, pages: summary.pages, bytes: summary.bytes, ending: ending)
    result.waiting = waiting
    result.lostFiles = lostFiles
    let census = try SharedCensus(of: journals)
    result.missingNodes = census.missing
    result.unknownAddresses = max(0, census.addresses - (try merge.sharedAddresses))
    result.notes = try RecordFiles(output, OwnFiles(in: output.folder, journal), of: journal)
      .write(journal, summary)
    try journal.end(ending, at: end)
    try journal.close()
    return result
  }
}
