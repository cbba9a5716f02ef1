import Addressing
import CrawlModel
import Patterns
import Scoping
import Testing

/// Feeds, sitemaps and manifests.
struct ListReachTests {
  @Test(arguments: [Link.Kind.feed, .sitemap])
  func `a list may be at any host of pages, in any folder`(
    kind: Link.Kind
  ) throws {
    let judge = try Judge(seeds: ["http://example.com/blog/"], pages: .prefix)
    #expect(try judge.objection(to: "http://example.com/map.xml.gz", as: kind) == nil)
    #expect(try Judge().objection(to: "http://other.org/map.xml", as: kind) == .scope)
  }

  @Test func `a list need not be included, but can be excluded`() throws {
    let only = try Judge(pagePatterns: PatternRule(include: [Pattern("/birds/")]))
    #expect(try only.objection(to: "http://example.com/sitemap.xml", as: .sitemap) == nil)
    #expect(try only.objection(to: "http://example.com/cats/", as: .page) == .notIncluded)
    let without = try Judge(pagePatterns: PatternRule(exclude: [Pattern("/feed")]))
    #expect(try without.objection(to: "http://example.com/feed", as: .feed) == .excluded)
  }

  @Test func `a sitemap named in robots_txt may be anywhere`() throws {
    let job = try Judge().job(
      for: "http://cdn.example/map.xml", as: .sitemap, via: Via("robots[sitemap]", .list))
    #expect(job?.kind == .sitemap)
    let part = try Judge().job(
      for: "http://cdn.example/map.xml", as: .sitemap, via: Via("sitemap[loc]", .embedded))
    #expect(part == nil)
  }

  @Test func `a manifest may be at any host of images`() throws {
    #expect(try Judge().objection(to: "http://cdn.example/app.json", as: .manifest) == nil)
    #expect(
      try Judge(images: .host).objection(to: "http://cdn.example/app.json", as: .manifest) == .scope
    )
    #expect(try Judge(maximumDepth: 0).job(for: "http://example.com/m", as: .manifest)?.depth == 0)
  }

  @Test func `a list is one link deeper and its entries are not`() throws {
    let judge = try Judge(maximumDepth: 3, depth: 1)
    for kind in [Link.Kind.feed, .sitemap] {
      let list = try #require(try judge.job(for: "http://example.com/list", as: kind))
      #expect(list.depth == 2)
      let link = Link(
        kind: .page, address: try WebAddress("http://example.com/a"), via: Via("x", .embedded))
      guard case .follow(let page) = judge.scope.verdict(on: link, foundBy: list) else {
        Issue.record("the page is left alone")
        return
      }
      #expect(page.depth == 2)
    }
    #expect(try Judge(maximumDepth: 0).objection(to: "http://example.com/f", as: .feed) == .depth)
  }

  @Test func `the next part of a feed is one link deeper`() throws {
    let judge = try Judge()
    let feed = try #require(try judge.job(for: "http://example.com/feed", as: .feed))
    let link = Link(
      kind: .feed, address: try WebAddress("http://example.com/feed?2"), via: Via("x", .embedded))
    guard case .follow(let next) = judge.scope.verdict(on: link, foundBy: feed) else {
      Issue.record("the next part is left alone")
      return
    }
    #expect(next.depth == 2)
  }

  @Test func `a redirected list stays a list`() throws {
    let judge = try Judge()
    let feed = try #require(try judge.job(for: "http://example.com/feed", as: .feed))
    let target = try WebAddress("http://example.com/feed/")
    #expect(judge.scope.verdict(onRedirectOf: feed, to: target) == .follow(feed))
  }

  @Test func `every kind of link gives a job of that kind`() {
    let kinds: [Link.Kind] = [.page, .image, .stylesheet, .feed, .sitemap, .manifest]
    #expect(kinds.map { Job.Kind($0).linkKind } == kinds)
    #expect(Job.Kind.allCases.map(\.rawValue) == [0, 1, 2, 3, 4, 5, 6, 7])
  }
}
