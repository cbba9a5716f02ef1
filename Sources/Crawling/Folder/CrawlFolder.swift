import Files
import Scheduling
import Storing

/// Read access to the output folder of a crawl, also while the crawl runs.
///
/// ```swift
/// let folder = try CrawlFolder("birds")
/// let status = try folder.status()
/// print("\(status.images.taken) images stored, \(status.waiting) addresses wait")
/// ```
public final class CrawlFolder: Sendable {
  let path: String
  let folder: Folder
  let state: Folder
  let journal: Journal
  /// The stored images, in the folder or in a bucket.
  let files: StoredFiles

  /// Opens the folder of a crawl for reading.
  ///
  /// - Parameter path: the folder.
  /// - Throws: `CrawlError` if it contains no crawl or its journal cannot be read.
  public init(_ path: String) throws(CrawlError) {
    self.path = path
    do {
      folder = try Folder.open(path)
      guard try folder.kind(of: ".magpie") == .folder else { throw Self.missing(path) }
      state = try folder.folder(".magpie")
      guard try state.kind(of: Journal.fileName) == .file else { throw Self.missing(path) }
      let journal = try Journal(readingIn: state)
      self.journal = journal
      files = StoredFiles(in: folder) { try Self.bucket(of: journal) }
    } catch {
      throw CrawlError(any: error)
    }
  }

  private static func missing(_ path: String) -> CrawlError {
    CrawlError(.outputFolder, "There is no crawl in \(path); give the folder of one.")
  }

  /// The bucket of a crawl, with the certificates that its latest run trusted.
  private static func bucket(of journal: Journal) throws -> Bucket? {
    var configuration = CrawlConfiguration(output: "")
    try configuration.take(try journal.identity)
    let trust = ["cacert", "insecure"]
    try configuration.take(kept: try journal.options.filter { trust.contains($0.key) })
    return try configuration.storePlace.map { Bucket($0, patience: .seconds(30)) }
  }

  /// Whether a folder contains a crawl.
  public static func isCrawl(_ path: String) -> Bool {
    guard let folder = try? Folder.open(path), let state = try? folder.folder(".magpie") else {
      return false
    }
    return (try? state.kind(of: Journal.fileName)) == .file
  }

  /// Runs a closure that reads from the folder, and converts its error to a `CrawlError`.
  func attempt<Result>(_ body: () throws -> Result) throws(CrawlError) -> Result {
    do {
      return try body()
    } catch {
      throw CrawlError(any: error)
    }
  }
}
