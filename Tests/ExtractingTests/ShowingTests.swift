import Addressing
import CrawlModel
import Extracting
import Testing

/// How a page shows an image, and what stands for the image where it cannot be seen.
struct ShowingTests {
  /// The links of a page as `showing alternative`, with the scan before libxml2 and without it.
  private func places(_ html: String) throws -> [String] {
    func words(_ links: [Link]) -> [String] {
      links.filter { $0.kind == .image }.map { link in
        let parts = [link.caption.showing?.rawValue, link.caption.alternative?.rawValue]
        return parts.map { $0 ?? "-" }.joined(separator: " ")
      }
    }
    let scanned = words(try Extraction(html).links)
    var links: [Link] = []
    let context = DocumentContext(
      address: try WebAddress("http://page.test/"), isReadInFull: true)
    _ = try HTMLLinks().extract(from: Array(html.utf8).span, in: context) { links.append($0) }
    #expect(words(links) == scanned)
    return scanned
  }

  @Test(arguments: [
    (#"<img src=/a.png alt="A bird">"#, "alone text"), (#"<img src=/a.png alt="">"#, "alone text"),
    (#"<img src=/a.png>"#, "alone text"), (#"<amp-img src=/a.png></amp-img>"#, "alone text"),
    (#"<img data-src=/a.png>"#, "alone text"),
    (#"<input type=image src=/a.png alt=Search>"#, "alone label"),
    (#"<img src=/a.png alt="" role=presentation>"#, "alone decoration"),
    (#"<img src=/a.png role=" None img">"#, "alone decoration"),
    (#"<img src=/a.png aria-hidden=TRUE>"#, "alone decoration"),
    (#"<img src=/a.png aria-hidden=false role=img>"#, "alone text"),
    (#"<img src=/a.png aria-label="A bird">"#, "alone name"),
    (#"<img src=/a.png aria-labelledby=name>"#, "alone name"),
    (#"<img src=/a.png title="A bird">"#, "alone name"),
    (#"<img src=/a.png title=" " aria-label="">"#, "alone text"),
    // An empty text is meant, whatever the title says.
    (#"<img src=/a.png alt="" title="A bird">"#, "alone text"),
    (#"<a href=/a.png>A bird</a>"#, "- -"), (#"<link rel=icon href=/a.png>"#, "- -"),
    (#"<meta property=og:image content=/a.png>"#, "- -"),
    (#"<p style="background: url(/a.png)">"#, "- -"), (#"<video poster=/a.png></video>"#, "- -"),
    (#"<svg><image href=/a.png /></svg>"#, "- -"),
    (#"<noscript><img src=/a.png></noscript>"#, "- -"),
    (#"<template><img src=/a.png></template>"#, "- -"),
    (#"<a data-html="<img src='/a.png'>">"#, "- -"),
  ])
  func `of one image`(html: String, expected: String) throws {
    #expect(try places(html) == [expected])
  }

  @Test(arguments: [
    (#"<img src=/a.png srcset="/b.png 2x">"#, ["fallback text", "candidate -"]),
    (
      #"<img srcset="/b.png 2x" src=/a.png aria-hidden=true>"#,
      ["candidate -", "fallback decoration"]
    ),
    (#"<img srcset="/a.png 1x, /b.png 2x" alt="">"#, ["candidate text", "candidate -"]),
    (
      #"<picture><source srcset="/a.webp"><img src=/a.png></picture>"#,
      ["candidate -", "fallback text"]
    ),
    (#"<picture><source srcset="/a.webp"><img alt=x></picture>"#, ["candidate text"]),
    (#"<img src=/spacer.png data-src=/a.png>"#, ["alone text", "alone -"]),
    (#"<img src=/a.png><img src=/b.png>"#, ["alone text", "alone text"]),
  ])
  func `of several, of which one has the text`(html: String, expected: [String]) throws {
    #expect(try places(html) == expected)
  }

  @Test func `in a feed who reads it decides`() throws {
    let feed = """
      <rss><channel><item><description>&lt;img src="/a.png"></description></item></channel></rss>
      """
    let links = try Extraction(feed, type: "feed").links
    #expect(links.map(\.caption.showing) == [nil] && links.map(\.caption.alternative) == [nil])
  }
}
