import CrawlModel
import Files
import Scheduling

extension CrawlFolder {
  /// Rewrites the pages of the gallery.
  ///
  /// - Returns: the path of the first page.
  /// - Throws: `CrawlError` if a crawl is running in the folder or a page cannot be written.
  public func writeGallery() throws(CrawlError) -> String {
    let output = try OutputFolder(path)
    let summary = try summary()
    try attempt {
      try RecordFiles(output).writeGallery(of: try journal.records(), summary)
    }
    return path + "/index.html"
  }

  /// Returns the summary recorded in the journal: the counts and how the latest run ended.
  private func summary() throws(CrawlError) -> CrawlSummary {
    try attempt {
      let counts = try journal.counts
      let ended = try journal.runs.last?.ended
      let options = try journal.identity.sorted(by: <).flatMap { name, value in
        value.split(separator: "\n").map { CrawlSummary.Option(name, String($0)) }
      }
      return CrawlSummary(
        ending: ended ?? .interrupted, images: counts.images, pages: counts.pages,
        bytes: counts.storedBytes, elapsed: .zero, options: options, reachedSeed: true)
    }
  }
}
