import Bytes
import CrawlModel
import Fetching
import Files
import Scheduling
import Storing

/// The journal of a crawl, and how a run continues it.
struct CrawlState {
  let journal: Journal
  /// Whether the journal is a file that later runs continue; otherwise it is in memory.
  let isKept: Bool
  let kind: RunKind
  /// The kind of the run that this one resumes; otherwise its own.
  let pass: RunKind
  /// Whether there are records of an earlier run.
  let hasHistory: Bool
  /// Whether the limits include what earlier runs used.
  let countsOn: Bool

  /// Opens the journal, and decides whether this run starts, resumes or refreshes the crawl.
  ///
  /// Seeds without a scheme get the one that an earlier run chose for them.
  ///
  /// - Parameters:
  ///   - configuration: the settings of the crawl.
  ///   - sendsSecrets: whether requests to the seeds have something that identifies the user.
  ///   - output: the folder of the crawl.
  /// - Throws: `CrawlError` if the folder contains another crawl or the journal cannot be used.
  init(
    _ configuration: inout CrawlConfiguration, sendsSecrets: Bool, in output: OutputFolder
  ) throws(CrawlError) {
    do {
      isKept = configuration.keepsJournal && !configuration.isDryRun
      journal = isKept ? try Journal(in: output.state) : try Journal()
      var progress = try journal.progress
      // Writing into a damaged file would spread the damage.
      if isKept, progress != .fresh { try journal.checkPages() }
      if progress != .fresh {
        try configuration.takeSchemes(from: try journal.identity, sendsSecrets: sendsSecrets)
      }
      if progress != .fresh, try configuration.identity != journal.identity,
        try journal.isWithoutContent
      {
        // The next try after a mistake: a corrected address, or other options.
        try journal.startOver()
        progress = .fresh
      }
      hasHistory = progress != .fresh
      switch progress {
      case .fresh: (kind, pass, countsOn) = (.crawl, .crawl, false)
      case .unfinished(let begun): (kind, pass, countsOn) = (.resume, begun, begun == .crawl)
      // What is left to do is known to the shared frontier only.
      case .finished where configuration.frontier != nil:
        (kind, pass, countsOn) = (.resume, .crawl, true)
      case .finished: (kind, pass, countsOn) = (.refresh, .refresh, false)
      }
      if configuration.frontier == nil, hasHistory, try journal.sharedCrawl != nil {
        throw FrontierError(
          code: .mismatch,
          message: "\(output.folder.path) is the folder of one machine of a shared crawl; give its "
            + "--frontier, or choose another folder with --output.")
      }
      if hasHistory { try Self.compare(configuration.identity, try journal.identity, output) }
    } catch {
      throw CrawlError(any: error)
    }
  }

  private init(_ other: CrawlState, kind: RunKind) {
    journal = other.journal
    isKept = other.isKept
    self.kind = kind
    pass = kind
    hasHistory = other.hasHistory
    countsOn = other.countsOn
  }

  /// Returns the state for a run that requests only the failed addresses again.
  func retryingFailed(in output: OutputFolder) throws(CrawlError) -> CrawlState {
    guard hasHistory else {
      throw CrawlError(
        .outputFolder,
        "There is no earlier crawl in \(output.folder.path) of which something could be tried "
          + "again; leave --retry-failed out.")
    }
    return CrawlState(self, kind: .retry)
  }

  /// Throws if the identity differs from that of the existing crawl.
  private static func compare(
    _ now: [String: String], _ before: [String: String], _ output: OutputFolder
  ) throws(FrontierError) {
    guard now != before else { return }
    func words(_ value: String?) -> String {
      value.map { $0.split(separator: "\n").joined(separator: ", ") } ?? "not given"
    }
    let names = Set(now.keys).union(before.keys).filter { now[$0] != before[$0] }.sorted()
    let folder = output.folder.path
    guard names != ["seed"] else {
      throw FrontierError(
        code: .mismatch,
        message: "\(folder) is the folder of a crawl of \(words(before["seed"])). To crawl "
          + "\(words(now["seed"])), choose another folder with --output; to resume or refresh the "
          + "one that is there: magpie resume \(folder)")
    }
    let changes = names.map { "\($0) was \(words(before[$0])) and is now \(words(now[$0]))" }
    throw FrontierError(
      code: .mismatch,
      message: "\(folder) has a crawl with other settings: " + changes.joined(separator: "; ")
        + ". Give the same settings to resume or refresh it, or choose another folder with "
        + "--output.")
  }
}

/// Makes the files of a folder and its journal consistent after any end of an earlier run.
struct Recovery {
  /// The number of records read at once.
  static let chunk = 1_000

  let journal: Journal
  let output: OutputFolder

  /// Removes files that a crashed run left without a record, and schedules the addresses of missing
  /// files again.
  ///
  /// - Parameter keep: receives each file that exists.
  /// - Returns: a sentence for each thing that a user should know.
  /// - Throws: the error that prevented reading or repairing the files or the journal.
  func run(_ keep: (Journal.Content) -> Void) throws -> [String] {
    var strangers = try PlacementLog.read(in: output.state)
    var lost: [Int] = []
    var last: Int?
    while true {
      let contents = try journal.contents(after: last, limit: Self.chunk)
      guard let end = contents.last else { break }
      last = end.number
      for content in contents {
        strangers[content.file] = nil
        if try isThere(content) { keep(content) } else { lost.append(content.number) }
      }
    }
    for (file, digest) in strangers where file.hasPrefix(FileTree.folderName + "/") {
      // A file of the user may have got the name since.
      if try output.folder.digest(below: file) == digest { try output.folder.remove(below: file) }
    }
    try journal.forget(lost)
    // The placement log is cleared after this, so a power cut must not undo these changes.
    if last != nil { try output.folder.synchronizeFileSystem() }
    guard !lost.isEmpty else { return [] }
    let files = lost.count == 1 ? "1 stored file was" : "\(lost.count) stored files were"
    return ["\(files) missing or damaged in \(output.folder.path) and had to be fetched again."]
  }

  /// Whether a file matches its record.
  ///
  /// The bytes are checked only if a power cut may have happened before they were on the device.
  private func isThere(_ content: Journal.Content) throws -> Bool {
    // A record is written when the bucket has the object; a refresh notices one that was removed.
    if RemoteFile.isAddress(content.file) { return true }
    guard try output.folder.byteCount(below: content.file) == content.bytes else { return false }
    guard !content.isSettled else { return true }
    return try output.folder.digest(below: content.file)?.hex == content.sha256
  }
}
