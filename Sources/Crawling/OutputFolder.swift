import Files

/// The folder of a crawl: open, locked against a second process, with a swept place for downloads.
final class OutputFolder: Sendable {
  let folder: Folder
  let temporary: Folder
  private let reserve: DiskReserve
  // Held as long as this object lives; the system lets go of it when the process ends.
  private let lock: FolderLock

  /// Makes and opens the folder, or says why that cannot be.
  init(_ path: String) throws(CrawlError) {
    do {
      folder = try Folder.open(path, creating: true)
      try Self.checkIsOurs(folder)
      let state = try folder.folder(".magpie", creating: true)
      lock = try FolderLock("lock", in: state)
      temporary = try state.folder("tmp", creating: true)
      try temporary.removeFiles()
      reserve = DiskReserve(in: temporary)
    } catch let error as FileError {
      throw CrawlError(error)
    } catch let error as CrawlError {
      throw error
    } catch {
      throw CrawlError(.outputFolder, "\(error)")
    }
  }

  /// Gives the room back that is kept for the records.
  func releaseReserve() { reserve.release() }

  /// Refuses a folder that somebody else keeps files in which a crawl would write over.
  private static func checkIsOurs(_ folder: Folder) throws {
    guard try folder.kind(of: ".magpie") == nil else { return }
    for name in ["index.html", "images.jsonl", "pages.jsonl", "summary.json"] {
      guard try folder.kind(of: name) != nil else { continue }
      throw CrawlError(
        .outputFolder,
        "\(folder.path) has a file \(name) that Magpie did not make and would write over; "
          + "choose another folder with --output.")
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
