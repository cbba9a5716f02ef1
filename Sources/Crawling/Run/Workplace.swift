import Archiving
import Bytes
import CrawlModel
import Fetching
import S3
import Scheduling
import Storing

/// The store and the frontier of a run, with the state that an earlier run left.
struct Workplace: Sendable {
  let store: any Store
  let frontier: WindowedFrontier
  let own: OwnFiles
  /// The archive of what goes over the wire, if there is one.
  let archive: Archive?
  /// A sentence for each finding that the user should know.
  private(set) var notes: [String] = []

  /// Opens the store and the frontier; `optionsOfRun` is what the folder keeps of the settings, and
  /// `bucket` is where images go unless they go into the folder.
  ///
  /// - Throws: `CrawlError` if the folder, the journal or the shared frontier cannot be used.
  init(
    _ configuration: CrawlConfiguration, _ state: CrawlState, _ output: OutputFolder,
    _ traps: TrapGuard, optionsOfRun: [String: String], bucket: Bucket?,
    ending: CrawlEnding, observers: Observers
  ) throws(CrawlError) {
    let isStrict = configuration.maximumDepth != nil
    do {
      var known: [Journal.Content] = []
      var placements: PlacementLog?
      if state.isKept {
        // There may be files even if the journal lost everything in a power cut.
        notes = try Recovery(journal: state.journal, output: output).run { known.append($0) }
        placements = try PlacementLog(in: output.state)
      }
      let store: any Store =
        if let bucket {
          BucketStore(bucket, output: output.folder)
        } else {
          try FileTree(
            output: output.folder, temporary: output.temporary, layout: configuration.layout,
            placements: placements)
        }
      for content in known {
        guard let digest = SHA256Digest(hex: content.sha256) else { continue }
        store.remember(digest, in: content.file, isOwned: content.isOwned)
      }
      archive =
        configuration.archives && !configuration.isDryRun
        ? try Archive(in: output.folder, configuration.archiveSettings, at: .now) : nil
      notes += archive?.notes ?? []
      own = try OwnFiles(in: output.folder, state.journal)
      try state.journal.begin(
        state.kind, at: .now, levelByLevel: isStrict, identity: configuration.identity,
        options: state.kind == .retry ? nil : optionsOfRun)
      if let bucket {
        try state.journal.set([RecordFiles.webName: bucket.place.webAddress(of: "")])
      }
      traps.resume(try TrapMemory(state))
      self.store = store
      if state.isKept { try output.noteJournal() }
      let synchronize: @Sendable () throws -> Void = {
        try output.checkState()
        try store.synchronize()
      }
      if let address = configuration.frontier {
        var sharing = address.sharing(for: configuration)
        sharing.sites = traps
        sharing.stopSign = ending.interruption
        sharing.report = { observers.send(.warning($0)) }
        frontier = try WindowedFrontier(
          state.journal, sharing: sharing, configuration.politeness,
          clock: { .now }, makeRoom: { output.releaseReserve() },
          synchronize: synchronize, onStop: { ending.follow($0) })
      } else {
        frontier = try WindowedFrontier(
          state.journal, configuration.politeness, levelByLevel: isStrict, clock: { .now },
          makeRoom: { output.releaseReserve() }, synchronize: synchronize)
      }
    } catch {
      throw CrawlError(any: error)
    }
  }
}
