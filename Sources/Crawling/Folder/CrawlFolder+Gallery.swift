import CrawlModel
import Files
import Reporting
import Scheduling

extension CrawlFolder {
  /// Rewrites the pages of the gallery.
  ///
  /// - Parameter filter: which images are shown.
  /// - Returns: the path of the first page, and a sentence for each of the user's files that had
  ///   the name of a page and got another one.
  /// - Throws: `CrawlError` if a crawl is running in the folder or a page cannot be written.
  public func writeGallery(
    of filter: ImageFilter = ImageFilter()
  ) throws(CrawlError) -> (page: String, notes: [String]) {
    let output = try OutputFolder(path)
    let summary = try summary()
    return try attempt {
      // Which files are Magpie's is written into the journal.
      let written = try Journal(in: output.state)
      let own = try OwnFiles(in: output.folder, written)
      let notes = try RecordFiles(output, own).writeGallery(of: filter, summary) {
        try journal.records()
      }
      try written.close()
      return (path + "/" + Gallery.fileName(ofPage: 1), notes)
    }
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
