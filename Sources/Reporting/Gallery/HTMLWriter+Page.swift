import CrawlModel

/// The parts of a gallery page around its images.
extension HTMLWriter {
  mutating func head(of gallery: Gallery, page: Int) {
    // The other pages are for browsers without scripts; with them, the first one shows all images.
    let hasScript = page == 1 && gallery.survey.pictures > 0
    head(
      ContentPolicy.ofGallery(hasScript: hasScript, imagesFrom: gallery.bucket?.origin),
      .galleryStyle,
      hasScript ? .galleryScript : nil
    ) { html in
      html.text("Images of \(gallery.site)", upTo: Self.addressLimit)
      if page > 1 { html.text(", page \(page)") }
    }
    markup("<a class=\"skip\" href=\"#images\">Skip to the images</a>\n")
  }

  mutating func openMain(of gallery: Gallery, page: Int) {
    markup("<main id=\"images\">\n<h2 class=\"quiet\">Images</h2>\n")
    guard gallery.survey.pictures > 0 else {
      markup("<p class=\"empty\">This crawl has stored no images.</p>\n")
      return
    }
    markup("<div class=\"plain\">\n")
    pageLinks(of: gallery, page: page, label: "Pages of the gallery")
    markup("<ul class=\"grid\">\n")
  }

  mutating func closeMain(of gallery: Gallery, page: Int) {
    if gallery.survey.pictures > 0 {
      markup("</ul>\n")
      pageLinks(of: gallery, page: page, label: "Pages of the gallery, again")
      markup("</div>\n")
    }
    markup("</main>\n")
  }

  /// Writes all listed failures, with the reason and the page that refers to each.
  mutating func failures(of gallery: Gallery) {
    let survey = gallery.survey
    guard survey.failed > 0 else { return }
    markup("<section id=\"failed\" aria-labelledby=\"failed-title\">\n<h2 id=\"failed-title\">")
    text(survey.failed == 1 ? "One address" : "\(Readable.number(survey.failed)) addresses")
    markup(" failed</h2>\n<ul class=\"failures\">\n")
    for failure in gallery.failures {
      markup("<li><p class=\"from\">")
      link(to: failure.address)
      markup("</p><p>")
      text(failure.reason.sentence)
      if failure.reason == .httpError, let status = failure.httpStatus {
        markup(" <span class=\"mark\">")
        text("\(status)")
        markup("</span>")
      }
      markup("</p>")
      if let page = failure.page {
        markup("<p class=\"from\"><span>Found on</span> ")
        link(to: page)
        markup("</p>")
      }
      markup("</li>\n")
    }
    markup("</ul>\n")
    let others = survey.failed - gallery.failures.count
    if others > 0 {
      markup("<p>")
      text("\(Readable.number(others)) more are in ")
      markup("<a href=\"images.jsonl\">images.jsonl</a>")
      markup(" and <a href=\"pages.jsonl\">pages.jsonl</a>.</p>\n")
    }
    markup("</section>\n")
  }

  mutating func footer() {
    markup(
      """
      <footer><p>All that is known of each address: \
      <a href="images.jsonl">images.jsonl</a>, <a href="pages.jsonl">pages.jsonl</a>, \
      <a href="summary.json">summary.json</a>.</p>
      <p>Collected by Magpie
      """)
    text(" \(MagpieVersion.current).")
    markup(
      """
       The images belong to their owners.</p></footer>
      </body>
      </html>

      """)
  }

  /// Writes links to the neighbouring pages, the first and the last.
  private mutating func pageLinks(of gallery: Gallery, page: Int, label: StaticString) {
    let count = gallery.pageCount
    guard count > 1 else { return }
    markup("<nav class=\"pages\" aria-label=\"")
    markup(label)
    markup("\">")
    if page > 1 { pageLink(to: page - 1, "Previous") }
    var last = 0
    for number in 1...count where number == 1 || number == count || abs(number - page) <= 2 {
      if number > last + 1 { markup("<span>…</span>") }
      last = number
      if number == page {
        markup("<a aria-current=\"page\" href=\"")
        path(Gallery.fileName(ofPage: number))
        markup("\">")
        text("\(number)")
        markup("</a>")
      } else {
        pageLink(to: number, "\(number)")
      }
    }
    if page < count { pageLink(to: page + 1, "Next") }
    markup("</nav>\n")
  }

  private mutating func pageLink(to number: Int, _ words: String) {
    markup("<a href=\"")
    path(Gallery.fileName(ofPage: number))
    markup("\">")
    text(words)
    markup("</a>")
  }
}
