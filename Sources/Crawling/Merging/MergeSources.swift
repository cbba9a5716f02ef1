import CrawlModel
import Files
import Scheduling

/// The folders of the nodes of one shared crawl, opened for reading.
struct MergeSources {
  let folders: [CrawlFolder]
  /// The number of the crawl, made at random when it began.
  let crawl: String
  /// The settings that make the crawl the one it is.
  let identity: [String: String]

  /// Opens the folders.
  ///
  /// - Parameters:
  ///   - paths: the folders.
  ///   - target: where the new folder is to be.
  /// - Throws: `CrawlError` with `badSetting` if they do not belong together, or if one is given
  ///   twice; `outputFolder` or `disk` if one is no folder of a crawl or damaged.
  init(_ paths: [String], outside target: String) throws(CrawlError) {
    guard !paths.isEmpty else { throw CrawlError(.badSetting, "No folder is given to merge.") }
    try Self.checkPlaces(paths, target)
    var folders: [CrawlFolder] = []
    for path in paths { folders.append(try CrawlFolder(path)) }
    (crawl, identity) = try Self.checkCrawls(folders)
    for folder in folders {
      try folder.attempt { try folder.journal.checkPages() }
    }
    self.folders = folders
  }

  /// What is wrong with a folder, if that is why the records cannot be united.
  ///
  /// The records are copied as they are, so that damage is met in the new folder, which is removed.
  ///
  /// - Parameter error: what was met.
  /// - Returns: the error that names the damaged folder, or else what was met.
  /// - Complexity: reads all records.
  func cause(of error: any Error) -> CrawlError {
    let met = CrawlError(any: error)
    guard met.code == .disk else { return met }
    do throws(CrawlError) {
      for folder in folders {
        try folder.attempt {
          _ = try folder.journal.audit()
          try folder.journal.checkRecords()
        }
      }
    } catch {
      return error
    }
    guard (error as? FrontierError)?.code == .damaged else { return met }
    return CrawlError(
      .disk,
      "The records of \(folders.map(\.path).joined(separator: ", ")) contradict each other. Put a "
        + "copy of the one that is damaged back, or merge the others.")
  }

  private static func checkPlaces(_ paths: [String], _ target: String) throws(CrawlError) {
    var seen: [String: String] = [:]
    let out = Folder.resolved(target)
    for path in paths {
      let place = Folder.resolved(path) ?? path
      if let other = seen.updateValue(path, forKey: place) {
        let names = other == path ? path : "\(other) and \(path)"
        throw CrawlError(.badSetting, "The same folder is given twice: \(names).")
      }
      guard let out else { continue }
      if out == place || out.hasPrefix(place + "/") || place.hasPrefix(out + "/") {
        throw CrawlError(
          .badSetting,
          "\(target) is, or is inside, the folder \(path); the first folder is the new one, choose "
            + "another for it.")
      }
    }
  }

  private static func checkCrawls(
    _ folders: [CrawlFolder]
  ) throws(CrawlError) -> (crawl: String, identity: [String: String]) {
    var first: (crawl: String, identity: [String: String], path: String)?
    for folder in folders {
      let (crawl, identity) = try folder.attempt {
        (try folder.journal.sharedCrawl, try folder.journal.identity)
      }
      guard let crawl else {
        throw CrawlError(
          .badSetting,
          "\(folder.path) is not the folder of a node of a shared crawl (--frontier); there is "
            + "nothing to merge it with.")
      }
      guard let known = first else {
        first = (crawl, identity, folder.path)
        continue
      }
      guard known.crawl == crawl, known.identity == identity else {
        throw CrawlError(
          .badSetting, "\(known.path) and \(folder.path) are folders of different crawls.")
      }
    }
    guard let first else { throw CrawlError(.badSetting, "No folder is given to merge.") }
    return (first.crawl, first.identity)
  }
}
