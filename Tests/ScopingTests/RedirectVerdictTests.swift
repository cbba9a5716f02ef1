import Addressing
import CrawlModel
import Patterns
import Scoping
import Testing

/// Whether a redirect is followed, and as what kind.
struct RedirectVerdictTests {
  private func job(_ kind: Job.Kind, depth: Int = 2) throws -> Job {
    Job(
      address: try WebAddress("http://example.com/old"), kind: kind, depth: depth,
      parent: try WebAddress("http://example.com/"), via: Via("a[href]", .hyperlink), hops: 1)
  }

  @Test func `a redirected page is a page of its own at the same depth`() throws {
    let target = try WebAddress("https://www.example.com/new")
    let verdict = try Judge(maximumDepth: 2).scope.verdict(onRedirectOf: job(.page), to: target)
    guard case .follow(let next) = verdict else {
      Issue.record("\(verdict)")
      return
    }
    #expect(next.address == target)
    #expect((next.kind, next.depth, next.hops) == (.page, 2, 2))
    #expect(next.parent?.text == "http://example.com/old")
    #expect(next.via == Via("a[href]", .hyperlink))
  }

  @Test func `a redirected image keeps its address`() throws {
    let old = try job(.image)
    let target = try WebAddress("https://cdn.test/new")
    #expect(try Judge().scope.verdict(onRedirectOf: old, to: target) == .follow(old))
  }

  @Test func `a redirect is subject to the same rules as a link`() throws {
    let scope = try Judge(
      images: .host, pagePatterns: PatternRule(exclude: [Pattern("login")]),
      imagePatterns: PatternRule(exclude: [Pattern("placeholder")])
    ).scope
    func objection(_ kind: Job.Kind, _ target: String) throws -> SkipReason? {
      let verdict = scope.verdict(onRedirectOf: try job(kind), to: try WebAddress(target))
      if case .skip(let reason) = verdict { return reason }
      return nil
    }
    #expect(try objection(.page, "http://other.test/") == .scope)
    #expect(try objection(.page, "http://example.com/login") == .excluded)
    #expect(try objection(.page, "http://example.com/a.zip") == nil)
    #expect(try objection(.image, "http://cdn.test/1.png") == .scope)
    #expect(try objection(.image, "http://example.com/placeholder.png") == .excluded)
    #expect(try objection(.image, "http://example.com/login.png") == nil)
    #expect(try objection(.stylesheet, "http://cdn.test/1.css") == .scope)
    #expect(try objection(.stylesheet, "http://example.com/placeholder.css") == nil)
  }

  @Test func `a redirected seed must stay in its own scope`() throws {
    let seed = Job(address: try WebAddress("http://example.com/"), kind: .page)
    let scope = try Judge().scope
    guard
      case .follow(let next) = scope.verdict(
        onRedirectOf: seed, to: try WebAddress("https://www.example.com/"))
    else {
      Issue.record("the https twin must be followed")
      return
    }
    #expect(next.depth == 0)
    #expect(
      scope.verdict(onRedirectOf: seed, to: try WebAddress("http://example.org/"))
        == .skip(.scope))
  }
}
