import Fetching
import Files

/// The cookies of a crawl, and the files that they come from and go to.
struct CookieKeeping {
  /// The cookies; `nil` if the crawl has none.
  let store: CookieStore?
  /// A sentence for each line of a file that is no cookie.
  private(set) var notes: [String] = []
  private let saved: String?
  /// What an earlier run has saved.
  private var earlier = CookieFile()

  /// Reads the files of a configuration.
  ///
  /// - Throws: `CrawlError` if one cannot be read or is no file of cookies, or if the one for the next run
  ///   cannot be written.
  init(_ configuration: CrawlConfiguration) throws(CrawlError) {
    saved = configuration.savedCookies
    guard configuration.keepsCookies else {
      store = nil
      return
    }
    let store = CookieStore()
    self.store = store
    if let path = configuration.cookieFile { add(try Self.file(path), of: path, to: store) }
    // After the crawl it would be too late to choose another place.
    if let saved { try CrawlFolder.check(writing: saved) }
    // What an earlier run saved is newer than what the user gave.
    if let saved {
      earlier = try Self.saved(in: saved)
      if saved != configuration.cookieFile { add(earlier, of: saved, to: store) }
    }
  }

  private mutating func add(_ file: CookieFile, of path: String, to store: CookieStore) {
    store.add(file)
    notes += file.problems.map { "\(path), \($0); it was left out." }
  }

  /// The cookies that a run has saved; before the first one there is no file.
  private static func saved(in path: String) throws(CrawlError) -> CookieFile {
    guard WholeFile.isFile(path) else { return CookieFile() }
    guard !WholeFile.isPipe(path) else {
      throw CrawlError(
        .badSetting, "\(path) is a pipe, which keeps no cookies for the next run; name a file.")
    }
    return try file(path)
  }

  private static func file(_ path: String) throws(CrawlError) -> CookieFile {
    let bytes: [UInt8]
    do throws(FileError) {
      bytes = try WholeFile.read(path, atMost: WholeFile.documentBytes)
    } catch {
      throw CrawlError(.badSetting, error.description)
    }
    let file = CookieFile(bytes)
    guard file.isCookieFile else {
      throw CrawlError(
        .badSetting,
        "\(path) has no cookies in the form of cookies.txt: seven fields between tabs in each line."
      )
    }
    return file
  }

  /// Writes the cookies for a later run; returns a sentence if that fails.
  func save() -> String? {
    guard let saved, let store else { return nil }
    do throws(CrawlError) {
      // Whatever is there now: this run has its own cookies to save.
      let now = (try? Self.saved(in: saved)) ?? CookieFile()
      try CrawlFolder.write(store.fileText(replacing: earlier, now), to: saved, isPrivate: true)
      return nil
    } catch {
      return "The cookies were not saved. \(error)"
    }
  }
}
