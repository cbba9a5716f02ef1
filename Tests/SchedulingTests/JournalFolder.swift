import CrawlModel
import Foundation
import Scheduling
import TestSupport

/// A journal in its own folder, which can be resumed as after the end of a process.
struct JournalFolder {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// The file of the journal.
  var path: String { folder.path + "/" + Journal.fileName }

  /// Begins a run and opens the journal.
  ///
  /// - Parameters:
  ///   - kind: the kind of the run.
  ///   - politeness: the limits that apply to every origin.
  ///   - levelByLevel: whether pages wait for all shallower pages.
  ///   - seconds: the current wall-clock time.
  /// - Returns: the frontier.
  /// - Throws: the error if the journal cannot be opened.
  func open(
    _ kind: RunKind = .crawl,
    _ politeness: Politeness = Politeness(transfersPerOrigin: 1_000),
    levelByLevel: Bool = false, at seconds: Int64 = 1_000
  ) throws -> WindowedFrontier {
    let journal = try Journal(path)
    try journal.begin(kind, at: Timestamp(seconds: seconds), levelByLevel: levelByLevel)
    let folder = self.folder
    return try WindowedFrontier(
      journal, politeness, levelByLevel: levelByLevel, clock: { Timestamp(seconds: seconds) },
      synchronize: { withExtendedLifetime(folder) {} })
  }

  /// A copy of the folder as the next process would find it if this one crashed after the work so
  /// far had been written to the disk.
  func dying(_ frontier: WindowedFrontier) throws -> JournalFolder {
    try frontier.flush()
    let copy = try JournalFolder()
    for name in try folder.contents() where !name.hasSuffix("-shm") {
      try FileManager.default.copyItem(at: folder.file(name), to: copy.folder.file(name))
    }
    return copy
  }
}
