import CrawlModel
import Extracting
import Foundation
import TestSupport
import Testing

struct SitemapLinksTests {
  private func lines(_ text: String) throws -> [String] {
    try Extraction(text, type: "sitemap", at: "https://a.org/sitemap.xml").lines
  }

  @Test func `pages, images and videos of a sitemap are found in order`() throws {
    let text = """
      <?xml version="1.0" encoding="UTF-8"?>
      <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
        xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
      <url><loc> https://a.org/1?a=1&amp;b=2 </loc><lastmod>2026-01-01</lastmod>
        <image:image><image:loc>https://a.org/1.jpg</image:loc><image:title>One
        bird</image:title><image:caption>On a wire</image:caption></image:image>
        <video:video><video:thumbnail_loc>/v.jpg</video:thumbnail_loc>
        <video:content_loc>/v.mp4</video:content_loc></video:video>
        <xhtml:link rel="alternate" hreflang="de" href="https://a.org/de/1"/></url>
      </urlset>
      """
    let found = try Extraction(text, type: "sitemap", at: "https://a.org/sitemap.xml")
    #expect(
      found.lines == [
        "page https://a.org/1?a=1&b=2 sitemap[loc]", "image https://a.org/1.jpg sitemap[image]",
        "image https://a.org/v.jpg sitemap[video]", "page https://a.org/de/1 sitemap[link]",
      ])
    #expect(found.links[1].caption == Caption(title: "One bird", caption: "On a wire"))
    #expect(found.facts.kind == .sitemap)
  }

  @Test func `an index lists sitemaps`() throws {
    #expect(
      try lines("<sitemapindex><sitemap><loc>/a.xml.gz</loc></sitemap></sitemapindex>")
        == ["sitemap https://a.org/a.xml.gz sitemap[loc]"])
  }

  @Test(arguments: [
    "<urlset xmlns='wrong'><url><loc>/p</loc><image><loc>/i.jpg</loc></image></url></urlset>",
    "<x:urlset><x:url><x:loc>/p</x:loc><y:image><y:loc>/i.jpg</y:loc></y:image></x:url></x:urlset>",
    "<urlset><url><loc>/p</loc><image:loc>/i.jpg</image:loc></url></urlset>",
    "<URLSET><URL><LOC>/p</LOC><Image:Image><Image:Loc>/i.jpg</Image:Loc></Image:Image></URL></URLSET>",
    "<urlset><url><loc><![CDATA[/p]]></loc><image:image><image:loc>\n/i.jpg\n</image:loc></url>",
    "\u{FEFF}\n\n<urlset><url><loc>/p<image:image><image:loc>/i.jpg</image:image></url></urlset>",
  ])
  func `local names count and namespaces do not`(text: String) throws {
    #expect(
      try lines(text) == [
        "page https://a.org/p sitemap[loc]", "image https://a.org/i.jpg sitemap[image]",
      ])
  }

  @Test func `a bare ampersand stays in an address`() throws {
    #expect(
      try lines("<urlset><url><loc>/p?a=1&b=2&copy=3</loc></url></urlset>")
        == ["page https://a.org/p?a=1&b=2&copy=3 sitemap[loc]"])
  }

  @Test(arguments: ["\n", "\r\n", "\r"])
  func `a list of addresses is a sitemap`(lineEnd: String) throws {
    let text = ["\u{FEFF}https://a.org/1", " HTTP://a.org/2\t", "", "3", "see http://a.org/4"]
      .joined(separator: lineEnd)
    #expect(
      try lines(text) == [
        "page https://a.org/1 sitemap[loc]", "page http://a.org/2 sitemap[loc]",
      ])
  }

  @Test(arguments: ["<urlset><url><loc>/p</loc></url></urlset>", "https://a.org/p\n"])
  func `a compressed sitemap is decompressed`(text: String) throws {
    #expect(try links(packed: text) == ["page https://a.org/p sitemap[loc]"])
  }

  @Test(arguments: ["", "hello", "<html><p>none", "<rss/>", "<foo><loc>/p</loc></foo>", "[1]"])
  func `a file that is not a sitemap has no entries`(text: String) throws {
    #expect(try lines(text) == [])
  }

  @Test func `a truncated address is not a link`() throws {
    #expect(
      try lines("<urlset><url><loc>/a</loc></url><url><loc>/wr")
        == ["page https://a.org/a sitemap[loc]"])
  }
}

/// The lines of a sitemap compressed with `gzip`.
private func links(packed text: String) throws -> [String] {
  let bytes = Array(try Shell.run("gzip", ["-c"], input: .init(text.utf8)).standardOutput)
  return try Extraction(bytes, type: "sitemap", at: "https://a.org/s.xml.gz").lines
}
