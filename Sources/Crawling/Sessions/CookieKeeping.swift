import Fetching
import Files

/// The cookies of a crawl, and the files that they come from and go to.
struct CookieKeeping {
  /// The cookies; `nil` if the crawl has none.
  let store: CookieStore?
  /// A sentence for each line of a file that is no cookie.
  private(set) var notes: [String] = []
  private let saved: String?

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
    if let path = configuration.cookieFile { try add(path, to: store) }
    // After the crawl it would be too late to choose another place.
    if let saved { try CrawlFolder.check(writing: saved) }
    // What an earlier run saved is newer than what the user gave; before the first run there is none.
    if let saved, saved != configuration.cookieFile {
      try add(saved, to: store, isOptional: true)
    }
  }

  private mutating func add(
    _ path: String, to store: CookieStore, isOptional: Bool = false
  ) throws(CrawlError) {
    let bytes: [UInt8]
    do throws(FileError) {
      bytes = try WholeFile.read(path, atMost: WholeFile.documentBytes)
    } catch {
      if isOptional, error.code == .notFound { return }
      throw CrawlError(.badSetting, error.description)
    }
    let file = CookieFile(bytes)
    guard file.isCookieFile else {
      throw CrawlError(
        .badSetting,
        "\(path) has no cookies in the form of cookies.txt: seven fields between tabs in each line."
      )
    }
    store.add(file)
    notes += file.problems.map { "\(path), \($0); it was left out." }
  }

  /// Writes the cookies for a later run; returns a sentence if that fails.
  func save() -> String? {
    guard let saved, let store else { return nil }
    do throws(CrawlError) {
      try CrawlFolder.write(store.fileText(), to: saved, isPrivate: true)
      return nil
    } catch {
      return "The cookies were not saved. \(error)"
    }
  }
}
