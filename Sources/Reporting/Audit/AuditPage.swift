import Bytes
public import CrawlModel

/// The report of an audit: one page of static HTML that needs no server, no script and no network.
///
/// What comes from the web is escaped (see `HTMLWriter`), and only addresses of the web are links.
public enum AuditPage {
  /// The maximum number of faults of each kind that are listed.
  public static let listed = 1000

  /// Returns the page.
  ///
  /// - Parameters:
  ///   - crawl: the name of the crawl.
  ///   - summary: the counts.
  ///   - findings: the faults that are listed, by kind.
  /// - Returns: the page in UTF-8.
  public static func html(
    _ crawl: String, _ summary: AuditSummary, _ findings: [AuditFinding.Kind: [AuditFinding]]
  ) -> [UInt8] {
    var html = HTMLWriter()
    html.head(ContentPolicy.ofAudit, .auditStyle) { html in
      html.text("Audit of \(crawl)", upTo: HTMLWriter.addressLimit)
    }
    html.header(crawl, summary)
    html.markup("<main>\n")
    for kind in AuditFinding.Kind.allCases {
      guard let listed = findings[kind], !listed.isEmpty else { continue }
      html.section(kind, listed, of: summary.findings[kind] ?? listed.count)
    }
    html.heaviest(summary.heaviest)
    html.markup("</main>\n<footer><p>Written by Magpie ")
    html.text(MagpieVersion.current)
    html.markup(". Nothing was requested for it.</p></footer>\n</body>\n</html>\n")
    return html.bytes
  }
}

extension HTMLWriter {
  fileprivate mutating func header(_ crawl: String, _ summary: AuditSummary) {
    markup("<header>\n<p class=\"eyebrow\">Audit of the images of</p>\n<h1 dir=\"auto\">")
    text(crawl, upTo: Self.addressLimit)
    markup("</h1>\n<p>")
    text(summary.sentence)
    markup("</p>\n")
    for note in summary.notes {
      markup("<p class=\"note\">")
      text(note)
      markup("</p>\n")
    }
    markup("</header>\n<nav aria-label=\"Kinds of faults\"><ul>\n")
    for kind in AuditFinding.Kind.allCases {
      let number = summary.findings[kind] ?? 0
      number > 0 ? markup("<li><b>") : markup("<li class=\"none\"><b>")
      text(Readable.number(number))
      markup("</b> ")
      if number > 0 {
        markup("<a href=\"#")
        text(kind.rawValue)
        markup("\">")
      }
      text(kind.sentence)
      if number > 0 { markup("</a>") }
      markup("</li>\n")
    }
    markup("</ul></nav>\n")
  }

  fileprivate mutating func section(
    _ kind: AuditFinding.Kind, _ findings: [AuditFinding], of number: Int
  ) {
    markup("<section")
    attribute("id", kind.rawValue)
    markup(">\n<h2>")
    text("\(kind.sentence): \(Readable.number(number))")
    markup("</h2>\n<ul>\n")
    for finding in findings { self.finding(finding) }
    markup("</ul>\n")
    if number > findings.count {
      markup("<p class=\"soft\">")
      text("\(Readable.number(number - findings.count)) more are in the output of --json.")
      markup("</p>\n")
    }
    markup("</section>\n")
  }

  private mutating func finding(_ finding: AuditFinding) {
    markup("<li><p>")
    address(finding.url)
    markup("</p><p class=\"detail\">")
    text(finding.detail)
    markup("</p>")
    list("", finding.addresses, of: finding.addressCount)
    if finding.placeCount > 0 {
      list(finding.kind.pagesTitle, finding.pages, of: finding.placeCount)
    }
    markup("</li>\n")
  }

  private mutating func list(_ title: String, _ addresses: [String], of number: Int) {
    guard !addresses.isEmpty else { return }
    markup("<div class=\"pages\">")
    text(title)
    markup("<ul>")
    for address in addresses {
      markup("<li>")
      self.address(address)
      markup("</li>")
    }
    if number > addresses.count {
      markup("<li>")
      text("\(Readable.count(number, "place")) in all")
      markup("</li>")
    }
    markup("</ul></div>")
  }

  fileprivate mutating func heaviest(_ pages: [AuditSummary.PageWeight]) {
    guard !pages.isEmpty else { return }
    markup("<section>\n<h2>The pages with the most bytes of images</h2>\n<ul class=\"weights\">\n")
    for page in pages {
      markup("<li><b>")
      text(Readable.bytes(page.bytes))
      markup("</b> <span>")
      address(page.url)
      text(", \(Readable.count(page.images, "image"))")
      markup("</span></li>\n")
    }
    markup("</ul>\n</section>\n")
  }

  /// Writes an address, as a link if it is one of the web.
  private mutating func address(_ address: String) {
    let isLink = ["http://", "https://"].contains(where: address.hasPrefix)
    if isLink {
      markup("<a rel=\"noreferrer noopener\" href=\"")
      text(address)
      markup("\">")
    }
    text(address, upTo: Self.addressLimit)
    if isLink { markup("</a>") }
  }
}
