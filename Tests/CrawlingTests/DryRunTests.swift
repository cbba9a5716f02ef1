import CrawlModel
import Crawling
import TestSupport
import Testing

/// A crawl that only looks.
struct DryRunTests {
  private func run(
    _ routes: [String: Behaviour], _ adjust: (inout CrawlConfiguration) -> Void = { _ in }
  ) throws -> (summary: CrawlSummary, words: [String], files: [String], site: LoopbackSite) {
    let site = try LoopbackSite(routes: routes)
    let folder = try TemporaryFolder()
    let log = EventRecorder()
    let crawl = try Crawl(
      configuration(site, in: folder) {
        $0.isDryRun = true
        adjust(&$0)
      }, observers: [log])
    return (try crawl.run(), log.words, try folder.contents(), site)
  }

  @Test func `every image that would be stored is told once, and nothing is stored`() throws {
    let result = try run([
      "/": .page(images: ["/a.png", "/b.png", "/a.png"], links: ["/2"]),
      "/2": .page(images: ["/c.png", "/gone.png"]),
      "/a.png": .picture("a"), "/b.png": .chunked(.bytes(Picture.png("b"), type: "image/png")),
      "/c.png": .picture("c"),
    ])
    #expect(
      result.words.filter { $0.hasPrefix("would") }.sorted() == [
        "would store /a.png png \(Picture.png("a").count)",
        "would store /b.png png -1",
        "would store /c.png png \(Picture.png("c").count)",
      ])
    #expect(result.files.isEmpty, "no folder is made")
    #expect(result.summary.images.skipped == [.dryRun: 3])
    #expect(result.summary.images.failedInAll == 1)
    #expect(result.summary.pages.taken == 2)
    #expect(result.summary.images.isBalanced && result.summary.pages.isBalanced)
  }

  @Test func `a large image is left after its first bytes`() throws {
    // The rest never comes, which would be a fault if it were waited for.
    let bytes = Picture.png("large") + [UInt8](repeating: 0, count: 30_000_000)
    let result = try run([
      "/": .page(images: ["/a.png"]),
      "/a.png": .partial(.bytes(bytes, type: "image/png"), missing: 30_000_000),
    ])
    #expect(result.words.contains("would store /a.png png \(bytes.count)"))
    #expect(result.summary.images.failedInAll == 0)
  }

  @Test func `the rules for images hold`() throws {
    let result = try run([
      "/": .page(images: ["/a.png", "/b.gif", "/no.png"]), "/a.png": .picture("a"),
      "/b.gif": .bytes(Picture.gif("b"), type: "image/gif"), "/no.png": .picture("no"),
    ]) {
      $0.formats = [.png]
      $0.excludeImages = ["no"]
    }
    #expect(result.summary.images.skipped == [.dryRun: 1, .format: 1, .excluded: 1])
  }

  @Test func `images in the page itself are told where they are wanted`() throws {
    let data = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"
    let result = try run(["/": .html("<img src='\(data)'>")]) { $0.takesDataImages = true }
    #expect(result.summary.images.skipped == [.dryRun: 1])
    #expect(result.words.count { $0.hasPrefix("would") } == 1)
  }
}
