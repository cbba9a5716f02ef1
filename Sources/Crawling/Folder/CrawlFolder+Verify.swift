import Bytes
public import CrawlModel
import Files
import Reporting
import Scheduling
import Storing

extension CrawlFolder {
  /// A difference between a folder and its records.
  public typealias Difference = FolderDifference
  /// What ``verify(_:)`` checked.
  public typealias Verification = FolderVerification

  /// Rehashes every stored file and compares it with its record; images in a bucket are read from there.
  ///
  /// While a crawl is writing into the folder, a file without a record is no difference.
  ///
  /// - Parameter report: receives each difference.
  /// - Returns: what was checked.
  /// - Throws: `CrawlError` if the journal or the folder cannot be read.
  public func verify(_ report: (Difference) -> Void) throws(CrawlError) -> Verification {
    var result = Verification()
    func tell(_ kind: Difference.Kind, _ file: String) {
      result.differences += 1
      report(Difference(kind, file))
    }
    try attempt {
      let wasWritten = try isBeingWritten
      try journal.checkPages()
      var known: Set<String> = []
      var last: Int?
      while true {
        let contents = try journal.contents(after: last, limit: Recovery.chunk)
        guard let end = contents.last else { break }
        last = end.number
        let remote = contents.filter { RemoteFile.isAddress($0.file) }
        let differences = try remote.isEmpty ? [:] : RemoteCheck(files).differences(of: remote)
        for content in contents {
          known.insert(content.file)
          result.files += 1
          result.bytes += content.bytes
          let difference =
            RemoteFile.isAddress(content.file)
            ? differences[content.number] : try difference(of: content)
          if let difference { tell(difference, content.file) }
        }
      }
      let isWritten = try wasWritten || isBeingWritten
      try forEachFile(below: FileTree.folderName) { file in
        guard !known.contains(file) else { return }
        if isWritten { result.unrecorded += 1 } else { tell(.unknown, file) }
      }
      try verifyRecords(tell)
    }
    return result
  }

  /// Whether a process is writing into the folder.
  private var isBeingWritten: Bool {
    get throws { try FolderLock.holder("lock", in: state) != nil }
  }

  /// How the file of a content differs from its record; `nil` if it does not.
  private func difference(of content: Journal.Content) throws -> Difference.Kind? {
    guard let file = try folder.open(below: content.file) else { return .missing }
    // A file of another size is not read: it may have no end.
    let isSame =
      try file.byteCount == content.bytes
      && folder.digest(below: content.file)?.hex == content.sha256
    return isSame ? nil : .changed
  }

  private func verifyRecords(_ tell: (Difference.Kind, String) -> Void) throws {
    let written = try journal.settings(OwnFiles.prefix)
    for name in [ManifestWriter.imagesName, ManifestWriter.pagesName] {
      guard let digests = written[name] else { continue }
      // After a crash while it was written, it may be the one from before.
      let now = try folder.digest(below: name)?.hex
      if let now, digests.split(separator: " ").contains(now[...]) { continue }
      tell(now == nil ? .missing : .manifest, name)
    }
    try journal.checkRecords()
    let (kept, counted) = try journal.audit()
    if !kept.isBalanced || kept.images != counted.images || kept.pages != counted.pages {
      tell(.books, ".magpie/" + Journal.fileName)
    }
  }

  /// Passes the path of each file below a folder; of a file its own.
  func forEachFile(below path: String, _ body: (String) throws -> Void) throws {
    guard try folder.kind(of: path) == .folder else {
      if try folder.kind(of: path) != nil { try body(path) }
      return
    }
    var folders: [(path: String, folder: Folder)] = [(path, try folder.folder(path))]
    while let (path, folder) = folders.popLast() {
      for name in try folder.names().sorted() {
        let file = path + "/" + name
        switch try folder.kind(of: name) {
        case .folder: folders.append((file, try folder.folder(name)))
        case nil: break
        default: try body(file)
        }
      }
    }
  }
}
