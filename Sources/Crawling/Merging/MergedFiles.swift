import Archiving
import Bytes
import CrawlModel
import Files
import Scheduling
import Storing

/// Puts the files of nodes into one folder: as second names where the file system can, so that they
/// take no space; otherwise as copies.
struct MergedFiles {
  let merge: JournalMerge
  let journal: Journal
  let sources: [CrawlFolder]
  let output: OutputFolder

  /// Puts all images there, each with the bytes that its record says; returns the number of those
  /// that no folder has.
  func placeImages() throws -> Int {
    var names = MergedNames()
    var lost: [Int] = []
    var last: Int?
    _ = try output.folder.folder(FileTree.folderName, creating: true)
    while true {
      let contents = try journal.contents(after: last, limit: Recovery.chunk)
      guard let end = contents.last else { break }
      last = end.number
      // The nodes share a bucket: what it has is recorded when it is there.
      for content in contents where !RemoteFile.isAddress(content.file) {
        guard let place = try whole(content) else {
          lost.append(content.number)
          continue
        }
        let file = names.path(for: place.file, content.sha256)
        try output.folder.link(
          file, to: sources[place.node].folder, place.file, copyingIn: output.temporary)
        if file != content.file { try merge.move(content, to: file) }
      }
    }
    try journal.forget(lost)
    try merge.settle()
    return lost.count
  }

  /// The first file that has the bytes of a content.
  private func whole(_ content: Journal.Content) throws -> JournalMerge.Place? {
    for place in try merge.places(of: content) {
      let folder = sources[place.node].folder
      guard (try? folder.byteCount(below: place.file)) == content.bytes else { continue }
      if try folder.digest(below: place.file)?.hex == content.sha256 { return place }
    }
    return nil
  }

  /// Puts all finished WARC files there.
  func placeArchives() throws {
    for (number, source) in sources.enumerated() {
      guard try source.folder.kind(of: Archive.folderName) == .folder else { continue }
      let archive = try source.folder.folder(Archive.folderName)
      for name in try archive.names().sorted()
      where !name.hasSuffix(Archive.openSuffix) && !name.hasSuffix(".part") {
        guard try archive.kind(of: name) == .file else { continue }
        let target = try output.folder.folder(Archive.folderName, creating: true)
        // Nodes that began in the same second.
        let isFree = try target.kind(of: name) == nil
        try target.link(
          isFree ? name : "\(number + 1)-\(name)", to: archive, name,
          copyingIn: output.temporary)
      }
    }
  }
}
