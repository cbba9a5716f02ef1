import Archiving
import Files
import Reporting
import S3
import Scheduling
import Storing
import Threads

/// The folder of a crawl: open, locked against a second process, with an empty folder for
/// downloads.
final class OutputFolder: Sendable {
  let folder: Folder
  let temporary: Folder
  let state: Folder
  private static let lockName = "lock"
  private let reserve = Monitor<DiskReserve?>(nil)
  private let journal = Monitor<FileStamp?>(nil)
  /// The folders that this run has made: the folder itself last, after its parents.
  private let made: [String]
  // Held for the lifetime of this object; the system releases it when the process ends. `nil` beside a
  // crawl that has it.
  private let lock: FolderLock?

  /// Opens the folder, and creates it if it does not exist.
  ///
  /// - Throws: `CrawlError` if that is impossible, or if a new folder would be among the files of
  ///   another crawl.
  init(_ path: String) throws(CrawlError) {
    if !CrawlFolder.isCrawl(path) { try CrawlFolder.checkIsFree(path) }
    do {
      made = try Folder.create(path)
      folder = try Folder.open(path)
      try Self.checkIsOurs(folder)
      state = try folder.folder(".magpie", creating: true)
      lock = try FolderLock(Self.lockName, in: state)
      temporary = try state.folder("tmp", creating: true)
      try temporary.removeTemporaryFiles()
    } catch let error as FileError {
      throw CrawlError(error)
    } catch let error as CrawlError {
      throw error
    } catch {
      throw CrawlError(.outputFolder, "\(error)")
    }
  }

  /// Opens the folder of a crawl to write records while another process has it: the caller must have
  /// its ``recordsTurn()``.
  init(besideCrawl path: String) throws(CrawlError) {
    do {
      made = []
      folder = try Folder.open(path)
      state = try folder.folder(".magpie")
      lock = nil
      temporary = try state.folder("tmp")
    } catch {
      throw CrawlError(error)
    }
  }

  /// Whether another process may be crawling into the folder.
  var isBesideCrawl: Bool { lock == nil }

  /// Waits for the turn to write records.
  func recordsTurn() -> FolderTurn { FolderTurn(in: temporary) }

  /// Creates a folder for a dry run in the system's temporary folder.
  static func forDryRun() throws(CrawlError) -> OutputFolder {
    try OutputFolder(
      "\(Folder.temporaryPath)/magpie-dry-run-\(UInt64.random(in: 0...(.max)))")
  }

  /// Whether this run has made the folder.
  var isNew: Bool { made.last == folder.path }

  /// Removes the folder if it has nothing but the state of a run that has collected nothing; the
  /// journal must be closed.
  ///
  /// Only files that Magpie has written are removed, by their names. Where there is anything else, it
  /// stays with its folder.
  func removeUnlessUsed() {
    // What cannot be removed stays, which does no harm.
    try? temporary.removeTemporaryFiles()
    try? RulesFile.removeUnlessEdited(in: state)
    for name in Journal.fileNames + PlacementLog.names + [Self.lockName] {
      try? state.remove(name)
    }
    guard state.removeIfEmpty("tmp"), folder.removeIfEmpty(".magpie") else { return }
    _ = folder.removeIfEmpty(FileTree.folderName)
    _ = folder.removeIfEmpty(Archive.folderName)
    for path in made.reversed() where !Folder.removeIfEmpty(path) { return }
  }

  /// Removes the folder of a dry run with its contents.
  func discard() {
    // Anything left is removed when the system cleans its temporary files.
    try? Folder.removeTree(folder.path)
  }

  /// Notes the file of the journal, which is open.
  func noteJournal() throws(FileError) {
    let stamp = try state.stamp(of: Journal.fileName)
    journal.withLock { $0 = stamp }
  }

  /// Checks that what is written to the state is found there by the next run.
  ///
  /// - Throws: `CrawlError` if the state or its journal was moved, removed or replaced.
  func checkState() throws(CrawlError) {
    guard let noted = journal.withLock({ $0 }) else { return }
    let present = (try? state.stamp(of: Journal.fileName)) ?? nil
    let isThere = present?.isSameFile(as: noted) == true
    guard !isThere || !folder.holds(state, as: ".magpie") else { return }
    throw CrawlError(
      .disk,
      "\(isThere ? state.path : state.path(of: Journal.fileName)) was moved, removed or replaced "
        + "while the crawl ran. Put it back, and run the same command again to resume.")
  }

  /// Releases the disk space reserved for the records.
  func releaseReserve() { reserve.withLock { $0 = nil } }

  /// Reserves disk space for the records that must be written even if the disk is full.
  func takeReserve() { reserve.withLock { $0 = DiskReserve(in: temporary) } }

  /// Throws if the folder has files from elsewhere that a crawl would overwrite.
  private static func checkIsOurs(_ folder: Folder) throws {
    guard try folder.kind(of: ".magpie") == nil else { return }
    for name in ["index.html", "index.js", "images.jsonl", "pages.jsonl", "summary.json"] {
      guard try folder.kind(of: name) != nil else { continue }
      throw CrawlError(
        .outputFolder,
        "\(folder.path) has a file \(name) that Magpie did not make and would write over; "
          + "choose another folder with --output.")
    }
  }
}

extension CrawlError {
  /// Converts an error of any part of a crawl.
  init(any error: any Error) {
    switch error {
    case let error as CrawlError: self = error
    case let error as FrontierError: self.init(error)
    case let error as StoreError: self.init(error)
    case let error as ReportError: self.init(error)
    case let error as FileError: self.init(error)
    case let error as S3Error: self.init(error)
    case let error as WACZError:
      self.init(error.code == .noArchive ? .badSetting : .outputFolder, error.description)
    default: self.init(.disk, "\(error)")
    }
  }

  init(_ error: FrontierError) {
    switch error.code {
    case .mismatch, .inUse: self.init(.outputFolder, error.message)
    case .storage, .diskFull, .damaged: self.init(.disk, error.message)
    case .unreachable: self.init(.frontier, error.message)
    case .otherCrawl: self.init(.badSetting, error.message)
    }
  }

  init(_ error: FileError) {
    switch error.code {
    case .locked: self.init(.outputFolderInUse, error.description)
    case .diskFull, .inputOutput: self.init(.disk, error.description)
    default: self.init(.outputFolder, error.description)
    }
  }

  init(_ error: StoreError) {
    switch error.code {
    case .diskFull, .inputOutput, .folderGone, .folderReplaced, .storeLost:
      self.init(.disk, error.description)
    case .notWritable, .noFreeName, .refused: self.init(.outputFolder, error.description)
    }
  }
}
