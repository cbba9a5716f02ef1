import CrawlModel
import Foundation
import Scheduling
import TestSupport

/// A journal in a folder of its own, which can be taken up again as after the end of a process.
struct JournalFolder {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// The file of the journal.
  var path: String { folder.path + "/" + Journal.fileName }

  /// Begins a run and takes the journal up.
  ///
  /// - Parameters:
  ///   - kind: what the run is for.
  ///   - politeness: what every origin may expect.
  ///   - levelByLevel: whether pages wait for all shallower pages.
  ///   - seconds: the present by the civil clock.
  /// - Returns: the frontier.
  /// - Throws: what keeps the journal from being opened.
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

  /// The folder as the next process would find it if this one died after what was done so far had
  /// come onto the disk.
  func dying(_ frontier: WindowedFrontier) throws -> JournalFolder {
    try frontier.flush()
    let copy = try JournalFolder()
    for name in try folder.contents() where !name.hasSuffix("-shm") {
      try FileManager.default.copyItem(at: folder.file(name), to: copy.folder.file(name))
    }
    return copy
  }
}
