import Bytes
import Testing

@testable import Extracting

/// The ends that documents mark themselves.
struct DocumentEndTests {
  private func isMarked(_ text: String) -> Bool { DocumentEnd.isMarked(in: Array(text.utf8).span) }

  @Test(arguments: [
    "<html><p>a</html>", "<p>a</HTML>", "</html\n>\n\0", "<rss>a</rss>", "<rdf:RDF></rdf:RDF >",
    "<urlset></urlset>", "</html><!-- kept -->\n<!-- for <b>an</b> hour -->\n",
  ])
  func `the end tag of the root is an end`(document: String) {
    #expect(isMarked(document))
    // No part of it has one.
    let end = document.lastIndex(of: "/") ?? document.startIndex
    #expect(!isMarked(String(document[..<end])))
  }

  @Test(arguments: [
    "", ">", "-->", "<!-- -->", "-- -->", "</html", "<html>", "/html>", "</html><p>",
    "</html> more", "</html><!-- cut", "</html> --> <!-- -->", "<html><body></body>", "</xhtml>",
    "</htmlx>", "</ html>", "a { }", "<ul><li></ul>", "User-agent: *",
  ])
  func `nothing else is an end`(document: String) {
    #expect(!isMarked(document))
  }

  @Test func `many comments take time in proportion to their length`() {
    #expect(!isMarked(String(repeating: "<!---->", count: 200_000)))
    #expect(!isMarked(String(repeating: "<", count: 1_000_000) + "-->"))
  }
}
