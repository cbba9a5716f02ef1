import Files

/// The folder of a crawl: open, locked against a second process, with a swept place for downloads.
final class OutputFolder: Sendable {
  let folder: Folder
  let temporary: Folder
  // Held as long as this object lives; the system lets go of it when the process ends.
  private let lock: FolderLock

  /// Makes and opens the folder, or says why that cannot be.
  init(_ path: String) throws(CrawlError) {
    do throws(FileError) {
      folder = try Folder.open(path, creating: true)
      let state = try folder.folder(".magpie", creating: true)
      lock = try FolderLock("lock", in: state)
      temporary = try state.folder("tmp", creating: true)
      try temporary.removeFiles()
    } catch {
      throw CrawlError(error)
    }
  }
}

extension CrawlError {
  init(_ error: FileError) {
    switch error.code {
    case .locked: self.init(.outputFolderInUse, error.description)
    case .diskFull, .inputOutput: self.init(.disk, error.description)
    default: self.init(.outputFolder, error.description)
    }
  }
}
