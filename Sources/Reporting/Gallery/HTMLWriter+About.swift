import CrawlModel

/// What the crawl did, below the images of the first page: counts, and why addresses are left out.
extension HTMLWriter {
  mutating func about(_ gallery: Gallery) {
    let summary = gallery.summary
    let (images, pages) = (summary.images, summary.pages)
    markup(
      """
      <section id="about" aria-labelledby="about-title">
      <h2 id="about-title">About this crawl</h2>
      <p>
      """)
    var counts = [Readable.count(pages.taken + pages.unchanged, "page") + " read"]
    if images.duplicate > 0 { counts.append(Readable.count(images.duplicate, "duplicate")) }
    if summary.elapsed >= .milliseconds(50) {
      counts.append("took \(Readable.duration(summary.elapsed))")
    }
    text(counts.joined(separator: ", ") + ".")
    if gallery.survey.failed > 0 {
      markup(" <a href=\"")
      // A bare fragment does not reload the page.
      if gallery.pageCount > 1 { path(Gallery.fileName(ofPage: gallery.pageCount)) }
      markup("#failed\">What failed, and where it was found</a>.")
    }
    markup("</p>\n<div class=\"reasons\">\n")
    reasons("Images failed", images.failed.map { ($0.sentence, $1) })
    reasons("Pages failed", pages.failed.map { ($0.sentence, $1) })
    reasons("Images skipped", images.skipped.map { ($0.sentence, $1) })
    reasons("Pages skipped", pages.skipped.map { ($0.sentence, $1) })
    markup("</div>\n</section>\n")
  }

  private mutating func reasons(
    _ title: StaticString, _ rows: [(sentence: String, count: Int)]
  ) {
    guard !rows.isEmpty else { return }
    markup("<div><h3>")
    markup(title)
    markup("</h3>\n<ul>\n")
    for row in rows.sorted(by: { ($1.count, $0.sentence) < ($0.count, $1.sentence) }) {
      markup("<li><b>")
      text(Readable.number(row.count))
      markup("</b> ")
      text(row.sentence)
      markup("</li>\n")
    }
    markup("</ul></div>\n")
  }
}
