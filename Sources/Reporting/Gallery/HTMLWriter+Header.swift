import CrawlModel

/// The header of a gallery page: what was crawled, how much there is and of when.
extension HTMLWriter {
  private static let titleLimit = 120

  mutating func header(of gallery: Gallery, page: Int) {
    markup("<header>\n<h1 dir=\"auto\">")
    text(gallery.survey.title ?? gallery.site, upTo: Self.titleLimit)
    markup("</h1>\n<ul class=\"line\">\n")
    if page > 1 { item("Page \(page) of \(gallery.pageCount)") }
    item(Readable.count(gallery.survey.pictures, "image"))
    item(Readable.bytes(gallery.summary.bytes))
    if let latest = gallery.survey.latest {
      markup("<li><time")
      attribute("datetime", latest.rfc3339)
      markup(">")
      text(latest.day)
      markup("</time></li>\n")
    }
    seed(of: gallery)
    if page == 1 { leftOut(of: gallery) }
    markup("</ul>\n")
    if page == 1 { ending(of: gallery) }
    markup("</header>\n")
  }

  private mutating func item(_ words: String) {
    markup("<li>")
    text(words)
    markup("</li>\n")
  }

  private mutating func seed(of gallery: Gallery) {
    guard let seed = gallery.seeds.first else { return }
    markup("<li class=\"seed\"><a rel=\"noreferrer noopener\" href=\"")
    text(seed)
    markup("\">")
    text(gallery.site, upTo: Self.addressLimit)
    markup("</a></li>\n")
  }

  /// Writes the way to what is not shown.
  private mutating func leftOut(of gallery: Gallery) {
    let (images, pages) = (gallery.summary.images, gallery.summary.pages)
    let failed = images.failedInAll + pages.failedInAll
    let skipped = images.skippedInAll + pages.skippedInAll
    guard failed + skipped > 0 else { return }
    markup("<li><a href=\"#about\">")
    if failed > 0 { text("\(Readable.number(failed)) failed") }
    if failed > 0, skipped > 0 { text(", ") }
    if skipped > 0 { text("\(Readable.number(skipped)) skipped") }
    markup("</a></li>\n")
  }

  /// Adds a sentence if the crawl is incomplete or certificates were not verified.
  private mutating func ending(of gallery: Gallery) {
    let summary = gallery.summary
    var sentences: [String] = []
    let isRunning = gallery.survey.isRunning
    switch summary.ending {
    case _ where isRunning: sentences.append("The crawl is still running.")
    case .complete: break
    case .limit: sentences.append("Stopped by --\(summary.limit?.rawValue ?? "limit").")
    case .interrupted: sentences.append("Interrupted before the end.")
    case .error: sentences.append("Ended by an error: \(summary.trouble ?? "unknown error.")")
    }
    let pending = summary.images.pending + summary.pages.pending
    if pending > 0 {
      sentences.append("\(isRunning ? "Waiting" : "Not reached"): \(Readable.number(pending)).")
    }
    if !summary.verifiedCertificates { sentences.append("Certificates were not verified.") }
    guard !sentences.isEmpty else { return }
    markup("<p class=\"note\">")
    text(sentences.joined(separator: " "))
    markup("</p>\n")
  }
}

extension Timestamp {
  /// The date in UTC: `1 March 2026`.
  fileprivate var day: String {
    let months = [
      "January", "February", "March", "April", "May", "June", "July", "August", "September",
      "October", "November", "December",
    ]
    let parts = rfc3339.prefix(10).split(separator: "-").compactMap { Int($0) }
    guard parts.count == 3, months.indices.contains(parts[1] - 1) else { return rfc3339 }
    return "\(parts[2]) \(months[parts[1] - 1]) \(parts[0])"
  }
}
