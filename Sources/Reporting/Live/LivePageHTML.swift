import CrawlModel

/// The live page of a crawl, as HTML: the frame that its script fills with what the server sends.
public enum LivePageHTML {
  /// What the page may load and execute, for the head of the answer.
  public static var policy: String { ContentPolicy.ofLivePage + "; frame-ancestors 'none'" }

  private static let titleLimit = 120

  /// Writes the page.
  ///
  /// - Parameters:
  ///   - title: the title of the site; `nil` if it is not known.
  ///   - crawl: the name of the folder.
  ///   - seed: the address of the first seed, if there is one.
  /// - Returns: the page in UTF-8.
  public static func bytes(title: String?, crawl: String, seed: String?) -> [UInt8] {
    var html = HTMLWriter()
    html.head(ContentPolicy.ofLivePage, .liveStyle, .liveScript) { html in
      html.text(title ?? crawl, upTo: titleLimit)
    }
    html.markup(
      """
      <a class="skip" href="#images">Skip to the images</a>
      <header>
      <h1 dir="auto">
      """)
    html.text(title ?? crawl, upTo: titleLimit)
    html.markup("</h1>\n<ul class=\"line\">\n")
    if let seed {
      html.markup("<li><a rel=\"noreferrer noopener\" href=\"")
      html.text(seed)
      html.markup("\">")
      html.text(seed, upTo: HTMLWriter.addressLimit)
      html.markup("</a></li>\n")
    }
    html.markup("<li>in <span dir=\"auto\">")
    html.text(crawl, upTo: HTMLWriter.addressLimit)
    html.markup(
      """
      </span></li>
      </ul>
      </header>
      <noscript><p class="note">This page needs JavaScript. The gallery in index.html of the folder does \
      not.</p></noscript>
      <main>
      <div id="images"><h2 class="quiet">Images</h2></div>
      </main>
      <footer><p>Shown by Magpie
      """)
    html.text(" \(MagpieVersion.current)")
    html.markup(
      """
      , which only reads here. <a href="metrics">Metrics</a> \
      for Prometheus. The images belong to their owners.</p></footer>
      </body>
      </html>

      """)
    return html.bytes
  }
}
