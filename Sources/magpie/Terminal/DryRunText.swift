import CrawlModel
import Crawling
import Files

/// The text that a dry run prints: a line for each image, and a total at the end.
enum DryRunText {
  /// Creates the list of images for a dry run; nothing is printed if events go to standard output.
  static func list(
    _ configuration: CrawlConfiguration, _ options: ProgressOptions, _ line: LiveLine?
  ) -> DryRunList? {
    guard configuration.isDryRun else { return nil }
    return DryRunList(configuration.plannedFile) { bytes in
      if !options.events { StandardStream.output.write(bytes.span) }
    }
  }

  /// Returns the total of a dry run.
  static func lines(of summary: CrawlSummary, _ sum: DryRunList.Sum) -> [TextLine] {
    let pages = Readable.count(summary.pages.taken, "page")
    var size = "about \(Readable.bytes(sum.bytes))"
    if sum.unknown > 0 {
      size += " and \(Readable.count(sum.unknown, "image")) of unknown size"
    }
    if summary.collectedNothing { return SeedText.screen(of: summary) }
    var left = summary.images.skipped
    left[.dryRun] = nil
    var lines = [
      "",
      "Dry run: \(Readable.count(sum.images, "image")) would be stored, \(size), "
        + "from \(pages). Nothing was stored.",
    ]
    if sum.images == 0 { lines += NoImagesText.lines(summary) }
    lines += SummaryText.notStored(left, failed: summary.images.failed)
    return lines.map { TextLine($0) }
  }
}
