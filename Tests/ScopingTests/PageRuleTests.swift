import Addressing
import CrawlModel
import Patterns
import Scoping
import Testing

/// Patterns, depth and extensions that are not those of pages.
struct PageRuleTests {
  @Test func `with include patterns a page must match one of them`() throws {
    let rule = PatternRule(include: [try Pattern("/blog/"), try Pattern("[?]page=\\d+$")])
    let judge = try Judge(pagePatterns: rule)
    #expect(try judge.objection(to: "http://example.com/blog/1") == nil)
    #expect(try judge.objection(to: "http://example.com/list?page=12") == nil)
    #expect(try judge.objection(to: "http://example.com/list?page=12x") == .notIncluded)
    #expect(try judge.objection(to: "http://example.com/") == .notIncluded)
    #expect(try judge.objection(to: "http://example.com/1.png", as: .image) == nil)
  }

  @Test func `exclude takes precedence over include`() throws {
    let rule = PatternRule(include: [try Pattern("blog")], exclude: [try Pattern("private")])
    let judge = try Judge(pagePatterns: rule)
    #expect(try judge.objection(to: "http://example.com/blog/private/1") == .excluded)
    #expect(try judge.objection(to: "http://example.com/blog/1") == nil)
    #expect(try judge.objection(to: "http://example.com/private") == .excluded)
  }

  @Test func `patterns match the whole canonical address`() throws {
    let judge = try Judge(
      pagePatterns: PatternRule(exclude: [Pattern("^http://example\\.com/a%20b\\?c$")]))
    #expect(try judge.objection(to: "HTTP://EXAMPLE.com:80/x/../a b?c#d") == .excluded)
    #expect(try judge.objection(to: "http://example.com/a b") == nil)
  }

  @Test func `the scope is checked before the patterns`() throws {
    let judge = try Judge(pagePatterns: PatternRule(exclude: [Pattern(".")]))
    #expect(try judge.objection(to: "http://other.test/") == .scope)
    #expect(try judge.objection(to: "http://example.com/") == .excluded)
  }

  @Test func `a page deeper than the limit is skipped and its images are not`() throws {
    for (depth, expected) in [(0, nil), (1, nil), (2, SkipReason.depth), (9, .depth)] {
      let judge = try Judge(maximumDepth: 2, depth: depth)
      #expect(try judge.objection(to: "http://example.com/x") == expected)
      #expect(try judge.objection(to: "http://example.com/x.png", as: .image) == nil)
      #expect(try judge.objection(to: "http://example.com/x.css", as: .stylesheet) == nil)
    }
  }

  @Test func `depth zero means the seeds only`() throws {
    let judge = try Judge(maximumDepth: 0)
    #expect(try judge.objection(to: "http://example.com/x") == .depth)
    #expect(try judge.objection(to: "http://example.com/x.png", as: .image) == nil)
  }

  @Test func `the depth is checked after all other rules`() throws {
    let judge = try Judge(maximumDepth: 0)
    #expect(try judge.objection(to: "http://other.test/") == .scope)
  }

  @Test(arguments: [
    "", "a", "a.html", "a.php", "a.pdf/", "a.pdf", "a.PDF", "a.tar.gz", "deep/a.Mp4", ".zip",
    "wiki/File:Plan.pdf", "a?b=c.pdf", "a.pdf?download=1", "a.jpg", "a.css", "a.js",
  ])
  func `no extension keeps an address from being a page`(name: String) throws {
    #expect(try Judge().objection(to: "http://example.com/" + name) == nil)
  }

  @Test func `a job has its parent and via`() throws {
    let judge = try Judge(depth: 3)
    let page = try #require(
      try judge.job(for: "http://example.com/x", via: Via("iframe[src]", .embedded)))
    #expect((page.kind, page.depth, page.via) == (.page, 4, Via("iframe[src]", .embedded)))
    #expect(page.parent?.text == "http://example.com/")
    #expect(page.hops == 0)
    let image = try #require(try judge.job(for: "http://example.com/x", as: .image))
    #expect((image.kind, image.depth) == (.image, 3))
    let style = try #require(try judge.job(for: "http://example.com/x", as: .stylesheet))
    #expect((style.kind, style.depth) == (.stylesheet, 3))
  }

  @Test(arguments: [
    (Job.Kind.page, Link.Kind.stylesheet, 0), (.feed, .stylesheet, 0), (.stylesheet, .page, 0),
    (.stylesheet, .feed, 0), (.stylesheet, .image, 0), (.stylesheet, .stylesheet, 4),
    (.manifest, .stylesheet, 4), (.stylesheet, .manifest, 4), (.sitemap, .sitemap, 4),
  ])
  func `a job knows in how many documents that are no pages it is`(
    source: Job.Kind, link: Link.Kind, nesting: Int
  ) throws {
    let address = try WebAddress("http://example.com/")
    let job = Job(address: address, kind: source, parent: address, hops: 3)
    let found = Link(
      kind: link, address: try WebAddress("http://example.com/x"), via: Via("x", .embedded))
    guard case .follow(let next) = Scope(seeds: [address]).verdict(on: found, foundBy: job) else {
      Issue.record("it is not followed")
      return
    }
    #expect(next.hops == nesting)
  }
}
