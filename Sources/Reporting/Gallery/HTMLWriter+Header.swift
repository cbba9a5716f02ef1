import CrawlModel

/// The header of a gallery page: what was crawled, and the counts.
extension HTMLWriter {
  private static let titleLimit = 120

  mutating func header(of gallery: Gallery, page: Int) {
    markup("<header>\n<p class=\"eyebrow\">")
    text(page == 1 ? "Images of" : "Page \(page) of \(gallery.pageCount), images of")
    markup("</p>\n<h1 dir=\"auto\">")
    text(gallery.survey.title ?? gallery.site, upTo: Self.titleLimit)
    markup("</h1>\n")
    if let seed = gallery.seeds.first {
      markup("<p class=\"seed\"><a rel=\"noreferrer noopener\" href=\"")
      text(seed)
      markup("\">")
      text(seed, upTo: Self.addressLimit)
      markup("</a>")
      if gallery.seeds.count > 1 {
        text(" and \(Readable.count(gallery.seeds.count - 1, "more seed"))")
      }
      markup("</p>\n")
    }
    if page == 1 { counts(of: gallery) }
    markup("</header>\n")
  }

  private mutating func counts(of gallery: Gallery) {
    let summary = gallery.summary
    markup("<dl class=\"figures\">\n")
    figure("Images", Readable.number(gallery.survey.pictures))
    figure("Size", Readable.bytes(summary.bytes))
    figure("Pages read", Readable.number(summary.pages.taken + summary.pages.unchanged))
    if summary.images.duplicate > 0 {
      figure("Duplicates", Readable.number(summary.images.duplicate))
    }
    if let latest = gallery.survey.latest {
      markup("<div><dt>Collected</dt><dd><time")
      attribute("datetime", latest.rfc3339)
      markup(">")
      text(latest.day)
      markup("</time></dd></div>\n")
    }
    figure("Took", Readable.duration(summary.elapsed))
    markup("</dl>\n")
    ending(of: gallery)
    reasons(of: gallery)
  }

  private mutating func figure(_ name: StaticString, _ value: String) {
    markup("<div><dt>")
    markup(name)
    markup("</dt><dd>")
    text(value)
    markup("</dd></div>\n")
  }

  /// Adds a sentence if the crawl is incomplete or certificates were not verified.
  private mutating func ending(of gallery: Gallery) {
    let summary = gallery.summary
    var sentences: [String] = []
    switch summary.ending {
    case .complete: break
    case .limit: sentences.append("Stopped by --\(summary.limit?.rawValue ?? "limit").")
    case .interrupted: sentences.append("Interrupted before the end.")
    case .error: sentences.append("Ended by an error: \(summary.trouble ?? "unknown error.")")
    }
    let pending = summary.images.pending + summary.pages.pending
    if pending > 0 { sentences.append("Not reached: \(Readable.number(pending)).") }
    if !summary.verifiedCertificates { sentences.append("Certificates were not verified.") }
    guard !sentences.isEmpty else { return }
    markup("<p class=\"note\">")
    text(sentences.joined(separator: " "))
    markup("</p>\n")
  }

  private mutating func reasons(of gallery: Gallery) {
    let (images, pages) = (gallery.summary.images, gallery.summary.pages)
    let skipped = images.skippedInAll + pages.skippedInAll
    let failed = images.failedInAll + pages.failedInAll
    guard skipped + failed > 0 else { return }
    markup("<details class=\"books\"><summary>")
    text("\(Readable.number(skipped)) skipped by a rule, \(Readable.number(failed)) failed")
    markup("</summary>\n<div>\n")
    reasons("Images skipped", images.skipped.map { ($0.sentence, $1) })
    reasons("Images failed", images.failed.map { ($0.sentence, $1) })
    reasons("Pages skipped", pages.skipped.map { ($0.sentence, $1) })
    reasons("Pages failed", pages.failed.map { ($0.sentence, $1) })
    markup("</div>\n")
    if gallery.survey.failed > 0 {
      markup("<p><a href=\"")
      // A bare fragment does not reload the page.
      if gallery.pageCount > 1 { path(Gallery.fileName(ofPage: gallery.pageCount)) }
      markup("#failed\">What failed, and where it was found</a></p>\n")
    }
    markup("</details>\n")
  }

  private mutating func reasons(
    _ title: StaticString, _ rows: [(sentence: String, count: Int)]
  ) {
    guard !rows.isEmpty else { return }
    markup("<section><h2>")
    markup(title)
    markup("</h2>\n<ul>\n")
    for row in rows.sorted(by: { ($1.count, $0.sentence) < ($0.count, $1.sentence) }) {
      markup("<li><b>")
      text(Readable.number(row.count))
      markup("</b> ")
      text(row.sentence)
      markup("</li>\n")
    }
    markup("</ul></section>\n")
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
