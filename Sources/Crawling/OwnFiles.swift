import Bytes
import Files
import Reporting
import Scheduling
import Threads

/// The files that Magpie wrote into an output folder, known by name and digest.
///
/// Anything else that has the name of a record belongs to the user: it gets another name and is
/// never replaced or removed. The digest of a file is in the journal before the file has its name,
/// beside those of earlier files of that name, so that a crash in between leaves no doubt.
final class OwnFiles: Sendable {
  /// The prefix of the names of the settings with the digests.
  static let prefix = "written."
  /// The name of the setting that a journal with all digests has.
  private static let marker = "names_written"

  private struct State {
    /// The digests of each name, the latest first.
    var digests: [String: [String]] = [:]
    var notes: [String] = []
  }

  private let folder: Folder
  private let journal: Journal
  private let state: Monitor<State>

  /// Reads what is known about a folder.
  ///
  /// - Parameters:
  ///   - folder: the output folder.
  ///   - journal: its journal.
  /// - Throws: the error that prevented reading or writing.
  init(in folder: Folder, _ journal: Journal) throws {
    self.folder = folder
    self.journal = journal
    var digests = try journal.settings(Self.prefix)
    if try journal.setting(Self.marker) == nil {
      // Earlier versions wrote over these names without recording it.
      if try journal.progress != .fresh {
        digests.merge(try Self.digests(in: folder)) { known, _ in known }
      }
      try journal.set(
        Dictionary(uniqueKeysWithValues: digests.map { (Self.prefix + $0, $1) })
          .merging([Self.marker: "1"]) { $1 })
    }
    state = Monitor(
      State(digests: digests.mapValues { $0.split(separator: " ").map(String.init) }))
  }

  private static func digests(in folder: Folder) throws(FileError) -> [String: String] {
    var names = [ManifestWriter.imagesName, ManifestWriter.pagesName, ManifestWriter.summaryName]
    var page = 1
    while try folder.kind(of: Gallery.fileName(ofPage: page)) == .file {
      names.append(Gallery.fileName(ofPage: page))
      page += 1
    }
    var digests: [String: String] = [:]
    for name in names where try folder.kind(of: name) == .file {
      digests[name] = try folder.digest(of: name)?.hex
    }
    return digests
  }

  /// A sentence for each of the user's files that got another name.
  var notes: [String] { state.withLock { $0.notes } }

  /// Records a file that is about to get its name, and gives a file of the user with that name
  /// another one.
  func announce(_ name: String, _ digest: SHA256Digest) throws {
    let known = try known(name)
    try makeWay(for: name, known)
    let digests = [digest.hex] + known.filter { $0 != digest.hex }
    // Without a reader in between, more than two are left by a run that crashed many times.
    let kept = Array(digests.prefix(8))
    try journal.set([Self.prefix + name: kept.joined(separator: " ")])
    state.withLock { $0.digests[name] = kept }
  }

  /// Forgets the digests of replaced files; call it when all files have their names.
  func settle() throws {
    let latest = state.withLock { state in
      state.digests = state.digests.mapValues { Array($0.prefix(1)) }
      return state.digests
    }
    try journal.set(
      Dictionary(
        uniqueKeysWithValues: latest.compactMap { name, digests in
          digests.first.map { (Self.prefix + name, $0) }
        }))
  }

  /// Removes a file if it is as Magpie wrote it; returns whether it was.
  func remove(_ name: String) throws -> Bool {
    guard try isOwn(name, known(name)) else { return false }
    try folder.remove(name)
    try journal.forgetSettings(Self.prefix + name)
    state.withLock { $0.digests[name] = nil }
    return true
  }

  /// The digests of the files of a name, which another process may have written since.
  private func known(_ name: String) throws -> [String] {
    let own = state.withLock { $0.digests[name] ?? [] }
    let written = try journal.setting(Self.prefix + name)?.split(separator: " ").map(String.init)
    return own + (written ?? []).filter { !own.contains($0) }
  }

  private func isOwn(_ name: String, _ known: [String]) throws(FileError) -> Bool {
    guard try folder.kind(of: name) == .file, let digest = try folder.digest(of: name) else {
      return false
    }
    return known.contains(digest.hex)
  }

  private func makeWay(for name: String, _ known: [String]) throws(FileError) {
    guard try folder.kind(of: name) != nil, try !isOwn(name, known) else { return }
    let digest = try folder.kind(of: name) == .file ? try folder.digest(of: name)?.hex : nil
    let other = try rename(name, to: "edited-" + (digest.map { "\($0.prefix(8))-" } ?? "") + name)
    let what =
      known.isEmpty
      ? "\(name) was not written by Magpie" : "\(name) was changed since it was written"
    state.withLock { $0.notes.append("\(what); it is kept as \(other).") }
  }

  /// Gives an entry the first free name.
  private func rename(_ name: String, to other: String) throws(FileError) -> String {
    var number = 1
    while true {
      let candidate = number == 1 ? other : "\(number)-\(other)"
      do {
        try folder.rename(name, to: candidate)
        return candidate
      } catch  where error.code == .exists {
        number += 1
      }
    }
  }
}
