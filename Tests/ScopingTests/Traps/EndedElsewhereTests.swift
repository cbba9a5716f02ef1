import Addressing
import CrawlModel
import Testing

@testable import Scoping

/// Crawler traps that another machine of a shared crawl has recognised.
struct EndedElsewhereTests {
  private let text = Array("<p>the same words on every page of it".utf8)

  /// Follows a row of pages without anything new; returns after how many of them the next is left out.
  private func follow(_ watch: inout TrapWatch, from first: Int) throws -> Int? {
    for count in 1...2_000 {
      let page = first + count
      let job = Job(
        address: try WebAddress("http://a.test/?page=\(page)"), kind: .page, depth: page,
        parent: try WebAddress("http://a.test/?page=\(page - 1)"), via: Via("a[href]", .hyperlink))
      let next = try WebAddress("http://a.test/?page=\(page + 1)")
      let link = Link(kind: .page, address: next, via: Via("a[href]", .hyperlink))
      var document = watch.document(
        job, [Discovery(link: link, verdict: .follow(Job(address: next, kind: .page)))])
      let seen = watch.see(document)
      if seen.isWanted { watch.examine(&document, text.span) }
      if watch.judge(document, hasNewImage: seen.hasNewImage)[0]?.rule == .nothingNew {
        return count
      }
    }
    return nil
  }

  @Test func `a part that has ended elsewhere is left after a few pages`() throws {
    let seeds = [try WebAddress("http://a.test/")]
    var first = TrapWatch(seeds: seeds, pages: .host)
    let alone = try #require(try follow(&first, from: 0))
    #expect(alone >= SitePart.pattern.patience)
    #expect(!first.endedParts.isEmpty)

    var second = TrapWatch(seeds: seeds, pages: .host)
    second.note(endedElsewhere: first.endedParts.sorted())
    let together = try #require(try follow(&second, from: alone))
    #expect(together < 10)
  }

  @Test func `what others have found is not told again`() throws {
    var watch = TrapWatch(seeds: [], pages: .host)
    watch.note(endedElsewhere: [1, 2])
    #expect(watch.endedParts.isEmpty)
  }
}
