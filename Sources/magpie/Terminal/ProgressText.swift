import CrawlModel
import Crawling

/// The text of the live line.
enum ProgressText {
  /// Returns as much of the progress as fits into the given number of columns, the most important
  /// parts first.
  static func line(_ progress: CrawlProgress, speed: ProgressRate.Speed, columns: Int) -> String {
    let images = progress.images.taken + progress.images.duplicate
    var parts = [
      Readable.count(progress.pages.taken, "page"),
      "\(Readable.count(images, "image")) \(Readable.bytes(progress.bytes))",
      "\(Int(speed.imagesPerSecond.rounded())) images/s",
      "\(Readable.number(progress.waiting)) waiting",
      "\(progress.inFlight) in flight",
      Readable.duration(progress.elapsed),
    ]
    let failed = progress.images.failedInAll + progress.pages.failedInAll
    if failed > 0 { parts.insert("\(Readable.number(failed)) failed", at: 2) }
    if let awaited = progress.awaited {
      let why = awaited.isSilent ? "gives no answer" : "is overloaded"
      parts.insert(
        "\(awaited.host) \(why), next try in \(Readable.duration(awaited.pause))", at: 0)
    }
    var line = ""
    for part in parts {
      let longer = line.isEmpty ? part : line + "  " + part
      // The last column stays empty: some terminals wrap a full line.
      guard longer.count < columns else { break }
      line = longer
    }
    return line
  }
}
