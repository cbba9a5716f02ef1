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
