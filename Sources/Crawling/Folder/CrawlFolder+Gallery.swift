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
    let summary = try attempt {
      try CrawlSummary(of: journal, ending: journal.runs.last?.ended ?? .interrupted)
    }
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
}
