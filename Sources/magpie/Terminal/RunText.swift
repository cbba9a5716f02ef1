import CrawlModel

/// What a run did, and what the folder has, in words.
enum RunText {
  /// Returns what the run did: `9 images (1.2 MB) stored from 12 pages`.
  static func done(in summary: CrawlSummary) -> String {
    let run = summary.run
    switch summary.start.pass {
    case .refresh:
      return "\(Readable.count(run.imagesChecked, "image")) and "
        + "\(Readable.count(run.pagesChecked, "page")) checked"
    case .retry:
      return "\(Readable.count(run.checked, "failed address", "failed addresses")) tried again, "
        + "\(Readable.count(run.stored + run.duplicate, "image")) stored"
    case .crawl, .resume:
      guard summary.start.kind == .resume else { return stored(summary, " stored") }
      return "\(Readable.count(run.stored, "image")) (\(Readable.bytes(run.bytes))) stored from "
        + Readable.count(run.pages, "page")
    }
  }

  /// Returns what the folder has, after a run that was not the first.
  static func folder(in summary: CrawlSummary) -> String {
    "The folder has \(stored(summary, ""))."
  }

  private static func stored(_ summary: CrawlSummary, _ verb: String) -> String {
    let copies = verb.isEmpty ? summary.images.duplicate : 0
    let images = summary.images.taken + summary.images.unchanged + copies
    let pages = summary.pages.taken + summary.pages.unchanged
    return "\(Readable.count(images, "image")) (\(Readable.bytes(summary.bytes)))\(verb) from "
      + Readable.count(pages, "page")
  }
}
