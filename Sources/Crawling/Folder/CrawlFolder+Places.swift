import Archiving
import Files
import Reporting
import Storing

/// The places that belong to a crawl: its state, its files and its records.
extension CrawlFolder {
  /// Checks that a place for something new does not belong to a crawl.
  ///
  /// - Parameters:
  ///   - path: the file or folder, which need not exist.
  ///   - code: the kind of the error.
  /// - Throws: `CrawlError` if it does.
  static func checkIsFree(
    _ path: String, else code: CrawlError.Code = .outputFolder
  ) throws(CrawlError) {
    guard let (crawl, name) = owner(of: path) else { return }
    throw CrawlError(
      code,
      "\(path) belongs to the crawl in \(crawl), which alone writes its \(name); choose another "
        + "place.")
  }

  /// Checks whether a file of the user could be written, without changing anything under its name.
  ///
  /// - Throws: `CrawlError` if the file could not be created, belongs to a crawl, or has the name of a
  ///   folder.
  static func check(writing path: String) throws(CrawlError) {
    try checkIsFree(path, else: .badSetting)
    do throws(FileError) { try NamedFile.check(writing: path) } catch {
      throw CrawlError(.badSetting, error.description)
    }
  }

  /// Writes a file of the user, which is replaced as a whole; a device, a pipe, or what a symbolic link
  /// leads to, is written in place.
  ///
  /// - Throws: `CrawlError` if the file cannot be written, or belongs to a crawl.
  static func write(
    _ bytes: [UInt8], to path: String, isPrivate: Bool = false
  ) throws(CrawlError) {
    // What was free when the crawl began can be its own by now.
    try checkIsFree(path, else: .badSetting)
    do throws(FileError) {
      var file = try NamedFile(writing: path, isPrivate: isPrivate)
      try file.append(bytes.span)
      try file.close()
    } catch {
      throw CrawlError(error)
    }
  }

  /// The innermost crawl that a place belongs to, and the entry of its folder that the place is or
  /// is in; `nil` if there is none.
  ///
  /// Symbolic links in the path are followed. Other places in the folder of a crawl are the user's.
  private static func owner(of path: String) -> (crawl: String, name: String)? {
    var parts = Folder.resolvedAsFarAsItExists(path).split(separator: "/")
    while let name = parts.popLast() {
      guard belongs(String(name)) else { continue }
      let folder = "/" + parts.joined(separator: "/")
      if isCrawl(folder) { return (folder, String(name)) }
    }
    return nil
  }

  /// Whether an entry of the folder of a crawl belongs to the crawl.
  private static func belongs(_ name: String) -> Bool {
    [
      ".magpie", FileTree.folderName, Archive.folderName, ManifestWriter.imagesName,
      ManifestWriter.pagesName, ManifestWriter.summaryName, Gallery.fileName(ofPage: 1),
    ].contains(name)
  }
}
