import CrawlModel
import Files
import Reporting
import Scheduling

extension CrawlFolder {
  /// Rewrites the pages of the gallery, also while a crawl runs in the folder.
  ///
  /// - Parameter filter: which images are shown.
  /// - Returns: the path of the first page, and a sentence for each of the user's files that had
  ///   the name of a page and got another one.
  /// - Throws: `CrawlError` if a page cannot be written.
  public func writeGallery(
    of filter: ImageFilter = ImageFilter()
  ) throws(CrawlError) -> (page: String, notes: [String]) {
    let output = try Self.output(path)
    // What is read from here on is not older than what another process has written.
    let turn = output.recordsTurn()
    defer { withExtendedLifetime(turn) {} }
    return try attempt {
      let last = try journal.runs.last
      let summary = try CrawlSummary(of: journal, ending: last?.ended ?? .interrupted)
      // Which files are Magpie's is written into the journal.
      let written = try Journal(in: output.state)
      let own = try OwnFiles(in: output.folder, written)
      let notes = try RecordFiles(output, own, of: journal).writeGallery(
        of: filter, summary, isRunning: output.isBesideCrawl && last?.ended == nil
      ) {
        try journal.records()
      }
      // The crawl has it open, and closes it at its end.
      if !output.isBesideCrawl { try written.close() }
      return (path + "/" + Gallery.fileName(ofPage: 1), notes)
    }
  }

  /// Opens the folder for writing, with its lock if no other process has it.
  private static func output(_ path: String) throws(CrawlError) -> OutputFolder {
    do {
      return try OutputFolder(path)
    } catch  where error.code == .outputFolderInUse {
      return try OutputFolder(besideCrawl: path)
    }
  }
}
