import CrawlModel
import Crawling
import TestSupport
import Testing

/// Rights in images that pages state.
struct PageRightsTests {
  @Test func `they are recorded with the page, and kept by a refresh`() throws {
    let json = """
      {"@type": "ImageObject", "contentUrl": "/a.png", "license": "/own", "creditText": "Ann"}
      """
    let license = "<a href=\"/license\" rel=\"license\">License</a>"
    let site = try LoopbackSite(routes: [
      "/": .html("<a href=/license>x</a><a href=/2>2</a><img src=/plain.png>"),
      // The link is known from the first page.
      "/2": .html("\(license)<img src=/a.png><a href=/3>3</a>"),
      "/3": .html(
        "\(license)<img src=/a.png><img src=/b.png>"
          + "<script type=application/ld+json>\(json)</script>"),
      "/license": .page(), "/a.png": .picture("a"), "/b.png": .picture("b"),
      "/plain.png": .picture("plain"),
    ])
    let folder = try TemporaryFolder()
    for run in 1...2 {
      let result = try crawl(site, into: folder) { $0.threads = 1 }
      let expected: [ImageLine.Statement] = [
        .init(
          kind: "license", where: "rel-license", value: site.url("/license"),
          page: site.url("/2")),
        .init(kind: "license", where: "json-ld", value: site.url("/own"), page: site.url("/3")),
        .init(kind: "credit_text", where: "json-ld", value: "Ann", page: site.url("/3")),
      ]
      let license = try #require(result.image("/a.png")?.license)
      // A refresh reads the pages in any order, and the first one counts.
      if run == 1 { #expect(license == expected) }
      #expect(Set(license.map(\.value)) == Set(expected.map(\.value)))
      #expect(
        result.image("/b.png")?.license == [
          .init(
            kind: "license", where: "rel-license", value: site.url("/license"),
            page: site.url("/3"))
        ])
      #expect(result.image("/plain.png")?.license == nil)
    }
  }
}
