import Foundation
import TestSupport
import Testing

struct ExplainTests {
  @Test func `a stored image is explained from the seed to its file`() throws {
    let crawl = try CrawledSite()
    let outcome = try Magpie.run(["explain", crawl.path, crawl.site.url("/same.png")])
    #expect(outcome.status == 0, "\(outcome.stderr)")
    let lines = outcome.stdout.split(separator: "\n").map(String.init)
    #expect(lines.first == crawl.site.url("/same.png"))
    let way = try #require(lines.firstIndex(of: "  path from the seed"))
    #expect(
      lines[(way + 1)...(way + 3)] == [
        "    seed  \(crawl.site.url("/"))", "    a[href]  \(crawl.site.url("/next"))",
        "    img[src]  \(crawl.site.url("/same.png"))",
      ])
    #expect(outcome.stdout.contains("images/127.0.0.1_\(crawl.site.port)/"))
  }

  @Test func `every place of an image is listed`() throws {
    let crawl = try CrawledSite()
    let text = try Magpie.run(["explain", crawl.path, crawl.site.url("/a.png")]).stdout
    #expect(text.contains("img[src]  \(crawl.site.url("/"))\n"))
    #expect(text.contains("img[src]  \(crawl.site.url("/next"))\n"))
  }

  @Test func `a skipped address has its rule, a failed one its error`() throws {
    let crawl = try CrawledSite()
    let left = try Magpie.run(["explain", crawl.path, crawl.site.url("/secret.png")]).stdout
    #expect(left.contains("skipped by a rule (excluded); not requested"))
    let lost = try Magpie.run(["explain", crawl.path, crawl.site.url("/lost.png")]).stdout
    #expect(lost.contains("image, failed (http-error)"))
    #expect(lost.contains("HTTP status 404"))
  }

  @Test func `an address skipped as a trap has its rule and evidence`() throws {
    let site = try LoopbackSite(routes: [
      "/": .page(links: ["/a/a/a/a/b", "/list?x=1&y=2", "/list?y=2&x=1"]),
      "/list?x=1&y=2": .page(),
    ])
    let folder = try TemporaryFolder()
    let output = folder.path + "/out"
    #expect(try Magpie.run([site.url("/"), "-o", output]).status == 0)
    let deep = try Magpie.run(["explain", output, site.url("/a/a/a/a/b")]).stdout
    #expect(deep.contains("skipped by a rule (trap); not requested"))
    #expect(deep.contains("    repeating-path: 'a' is repeated 4 times in a row\n"))
    let twin = try Magpie.run(["explain", output, site.url("/list?y=2&x=1")]).stdout
    #expect(
      twin.contains("    parameter-order: the same page is known by another address\n"))
    let lines = try objects(String(contentsOf: folder.file("out/pages.jsonl"), encoding: .utf8))
    #expect(
      Set(lines.compactMap { $0["trap"] as? String }) == ["repeating-path", "parameter-order"])
  }

  @Test func `earlier requests are listed with their errors`() throws {
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
