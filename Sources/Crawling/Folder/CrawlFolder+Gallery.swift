import CrawlModel
import Files
import Scheduling

extension CrawlFolder {
  /// Writes the pages of the gallery again.
  ///
  /// - Returns: the path of the first one.
  /// - Throws: `CrawlError` when a crawl runs in the folder, and when it cannot be written.
  public func writeGallery() throws(CrawlError) -> String {
    let output = try OutputFolder(path)
    let summary = try summary()
    try attempt {
      try RecordFiles(output).writeGallery(of: try journal.records(), summary)
    }
    return path + "/index.html"
  }

  /// The summary that the journal has: the counts and how the latest run ended.
  private func summary() throws(CrawlError) -> CrawlSummary {
    try attempt {
      let books = try journal.books
      let ended = try journal.runs.last?.ended
      let options = try journal.rules.sorted(by: <).flatMap { name, value in
        value.split(separator: "\n").map { CrawlSummary.Option(name, String($0)) }
      }
      return CrawlSummary(
        ending: ended ?? .interrupted, images: books.images, pages: books.pages,
        bytes: books.storedBytes, elapsed: .zero, options: options, reachedSeed: true)
    }
  }
}
