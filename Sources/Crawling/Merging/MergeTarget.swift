import Archiving
import Bytes
import CrawlModel
import Files
import Reporting
import Scheduling
import Storing

/// The new folder of a merge: filled beside its place, then renamed.
///
/// An earlier merge of the same crawl is replaced, if nothing was done with it since: it has no
/// other run and no file of the user.
struct MergeTarget {
  private let part: AtomicFolder
  // Locked until it is replaced.
  private let earlier: OutputFolder?
  let output: OutputFolder

  private static let crawlName = "merged.crawl"

  /// Creates the folder beside its place.
  ///
  /// - Parameters:
  ///   - path: its place.
  ///   - crawl: the number of the crawl.
  /// - Throws: `CrawlError` if something else has the place.
  init(_ path: String, of crawl: String) throws(CrawlError) {
    if !CrawlFolder.isCrawl(path) { try CrawlFolder.checkIsFree(path) }
    do {
      earlier = CrawlFolder.isCrawl(path) ? try Self.lock(path, crawl) : nil
      try Self.checkLeft(path + AtomicFolder.suffix)
      part = try AtomicFolder(path) { name, kind in Self.isOwn(name, kind) }
      output = try OutputFolder(part.folder.path)
    } catch {
      throw CrawlError(any: error)
    }
  }

  /// Records of which crawl the new folder is.
  static func mark(_ journal: Journal, as crawl: String) throws(FrontierError) {
    try journal.set([crawlName: crawl])
  }

  /// Gives the folder its name.
  func commit() throws(FileError) {
    try output.folder.synchronizeNames()
    try part.commit()
  }

  /// Checks and locks an earlier merge.
  private static func lock(_ path: String, _ crawl: String) throws -> OutputFolder {
    let output = try OutputFolder(path)
    let folder = try CrawlFolder(path)
    guard try folder.journal.setting(crawlName) == crawl else {
      throw CrawlError(
        .outputFolder,
        "\(path) has another crawl; choose another place for the merged folder.")
    }
    guard try folder.journal.runs.count == 1 else {
      throw CrawlError(
        .outputFolder,
        "\(path) was resumed or refreshed since it was merged, and that would be lost; choose "
          + "another place for the merged folder.")
    }
    var files = Set(
      try folder.journal.settings(OwnFiles.prefix).filter { name, digests in
        guard let digest = try folder.folder.digest(below: name)?.hex else { return false }
        return digests.split(separator: " ").contains(digest[...])
      }.keys)
    var last: Int?
    while true {
      let contents = try folder.journal.contents(after: last, limit: Recovery.chunk)
      guard let end = contents.last else { break }
      last = end.number
      for content in contents {
        guard let digest = try folder.folder.digest(below: content.file)?.hex else { continue }
        guard digest == content.sha256 else { throw notOfMerge("\(path)/\(content.file)") }
        files.insert(content.file)
      }
    }
    if try RulesFile.isEdited(in: output.state) { throw notOfMerge("\(path)/.magpie/rules") }
    for name in try folder.folder.names() where name != ".magpie" && name != Archive.folderName {
      try folder.forEachFile(below: name) { file in
        guard !files.contains(file) else { return }
        throw notOfMerge("\(path)/\(file)")
      }
    }
    return output
  }

  private static func notOfMerge(_ path: String) -> CrawlError {
    CrawlError(
      .outputFolder,
      "\(path) was not written by the merge, or was changed since, and would be lost; move it away, "
        + "or choose another place for the merged folder.")
  }

  /// Rejects what has the name of the unfinished folder, unless a merge that was killed has left it.
  private static func checkLeft(_ path: String) throws {
    guard let folder = try? Folder.open(path) else { return }
    if let left = try? CrawlFolder(path) {
      guard try left.journal.setting(crawlName) == nil else { return }
      throw notOfMerge(path)
    }
    // One that was killed before it began its journal has no files either.
    for name in try folder.names() where name != ".magpie" {
      guard try folder.kind(of: name) == .folder, try folder.folder(name).names().isEmpty else {
        throw notOfMerge(path)
      }
    }
  }

  /// Whether something can be in a merged folder, also in one that is not whole.
  private static func isOwn(_ path: String, _ kind: FileKind) -> Bool {
    guard kind == .file || kind == .folder else { return false }
    let top = path.prefix { $0 != "/" }
    if [".magpie", FileTree.folderName, Archive.folderName].contains(String(top)) { return true }
    guard kind == .file, !path.contains("/") else { return false }
    return [ManifestWriter.imagesName, ManifestWriter.pagesName, ManifestWriter.summaryName]
      .contains(path) || path.hasPrefix("index")
  }
}
