import TestSupport
import Testing

struct ExplainTests {
  @Test func `a stored image is explained from the seed to its file`() throws {
    let crawl = try CrawledSite()
    let outcome = try Magpie.run(["explain", crawl.path, crawl.site.url("/same.png")])
    #expect(outcome.status == 0, "\(outcome.stderr)")
    let lines = outcome.stdout.split(separator: "\n").map(String.init)
    #expect(lines.first == crawl.site.url("/same.png"))
    let way = try #require(lines.firstIndex(of: "  the way to it"))
    #expect(
      lines[(way + 1)...(way + 3)] == [
        "    seed  \(crawl.site.url("/"))", "    a[href]  \(crawl.site.url("/next"))",
        "    img[src]  \(crawl.site.url("/same.png"))",
      ])
    #expect(outcome.stdout.contains("images/127.0.0.1_\(crawl.site.port)/"))
  }

  @Test func `every place of an image is told`() throws {
    let crawl = try CrawledSite()
    let text = try Magpie.run(["explain", crawl.path, crawl.site.url("/a.png")]).stdout
    #expect(text.contains("img[src]  \(crawl.site.url("/"))\n"))
    #expect(text.contains("img[src]  \(crawl.site.url("/next"))\n"))
  }

  @Test func `what a rule left out names the rule, what failed its fault`() throws {
    let crawl = try CrawledSite()
    let left = try Magpie.run(["explain", crawl.path, crawl.site.url("/secret.png")]).stdout
    #expect(left.contains("left out by a rule (excluded); never asked for"))
    let lost = try Magpie.run(["explain", crawl.path, crawl.site.url("/lost.png")]).stdout
    #expect(lost.contains("image, failed (http-error)"))
    #expect(lost.contains("the server answered 404"))
  }

  @Test func `requests that did not end a job are listed with their faults`() throws {
    let site = try LoopbackSite(routes: [
      "/": .page(images: ["/a.png"]), "/a.png": .failTimes(1, then: .picture("a")),
    ])
    let folder = try TemporaryFolder()
    #expect(try Magpie.run([site.url("/"), "-o", folder.path + "/out"]).status == 0)
    let text = try Magpie.run(["explain", folder.path + "/out", site.url("/a.png")]).stdout
    #expect(text.contains("image, stored"))
    #expect(text.contains("http-error 503  \(site.url("/a.png"))"))
  }

  @Test func `an address that nobody refers to is unknown`() throws {
    let crawl = try CrawledSite()
    let outcome = try Magpie.run(["explain", crawl.path, crawl.site.url("/never")])
    #expect(outcome.status == 1)
    #expect(outcome.stdout.contains("unknown: no page that was read refers to it"))
  }
}
