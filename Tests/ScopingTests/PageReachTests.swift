import Addressing
import CrawlModel
import Scoping
import Testing

/// Which pages `host`, `domain`, `prefix` and `any` follow.
struct PageReachTests {
  @Test(
    arguments: [
      ("http://example.com/a", nil), ("https://example.com/", nil),
      ("http://www.example.com/", nil),
      ("https://www.example.com:443/", nil), ("http://example.com:443/", nil),
      ("http://example.com:8080/", .scope), ("http://blog.example.com/", .scope),
      ("http://www.blog.example.com/", .scope), ("http://example.org/", .scope),
      ("http://wwwexample.com/", .scope), ("http://example.com.evil.test/", .scope),
      ("http://notexample.com/", .scope),
    ] as [(String, SkipReason?)])
  func `host means the host, its www variant and both schemes`(
    address: String, expected: SkipReason?
  ) throws {
    #expect(try Judge().objection(to: address) == expected)
    #expect(try Judge(seeds: ["https://www.example.com/x"]).objection(to: address) == expected)
  }

  @Test func `a different port is a different place`() throws {
    let judge = try Judge(seeds: ["http://localhost:8080/"])
    #expect(try judge.objection(to: "http://localhost:8080/a") == nil)
    #expect(try judge.objection(to: "https://localhost:8080/a") == nil)
    #expect(try judge.objection(to: "http://localhost/a") == .scope)
    #expect(try judge.objection(to: "http://localhost:8081/a") == .scope)
  }

  @Test(
    arguments: [
      ("http://example.co.uk/", nil), ("https://img.cdn.example.co.uk:99/", nil),
      ("http://www.example.co.uk/", nil), ("http://other.co.uk/", .scope),
      ("http://co.uk/", .scope),
      ("http://example.com/", .scope), ("http://127.0.0.1/", .scope),
    ] as [(String, SkipReason?)])
  func `domain means all hosts of the registrable domain`(
    address: String, expected: SkipReason?
  ) throws {
    let judge = try Judge(seeds: ["https://shop.example.co.uk/"], pages: .domain)
    #expect(try judge.objection(to: address) == expected)
  }

  @Test(arguments: ["http://127.0.0.1/", "http://[::1]/", "http://localhost/"])
  func `domain means the host if there is no registrable domain`(seed: String) throws {
    let judge = try Judge(seeds: [seed], pages: .domain)
    #expect(try judge.objection(to: seed + "a") == nil)
    #expect(try judge.objection(to: "http://10.0.0.1/") == .scope)
    #expect(try judge.objection(to: "http://[::2]/") == .scope)
    #expect(try judge.objection(to: "http://example.com/") == .scope)
  }

  @Test(
    arguments: [
      ("http://example.com/docs/", nil), ("http://example.com/docs/a/b?c", nil),
      ("https://www.example.com/docs/x", nil), ("http://example.com/docs", .scope),
      ("http://example.com/docsy/", .scope), ("http://example.com/", .scope),
      ("http://example.com/docs/../x", .scope), ("http://other.test/docs/", .scope),
    ] as [(String, SkipReason?)])
  func `prefix means inside the folder of the seed`(
    address: String, expected: SkipReason?
  ) throws {
    for seed in ["http://example.com/docs/", "http://example.com/docs/index.html"] {
      let judge = try Judge(seeds: [seed], pages: .prefix)
      #expect(try judge.objection(to: address) == expected)
    }
  }

  @Test func `each seed has its own folder`() throws {
    let judge = try Judge(seeds: ["http://a.test/x/", "http://b.test/y/"], pages: .prefix)
    #expect(try judge.objection(to: "http://a.test/x/1") == nil)
    #expect(try judge.objection(to: "http://b.test/y/1") == nil)
    #expect(try judge.objection(to: "http://a.test/y/1") == .scope)
    #expect(try judge.objection(to: "http://b.test/x/1") == .scope)
  }

  @Test func `any means all hosts`() throws {
    let judge = try Judge(pages: .any)
    for address in ["http://example.com/", "https://10.1.2.3:9/", "http://other.test/a"] {
      #expect(try judge.objection(to: address) == nil)
    }
  }

  @Test func `several seeds form one scope`() throws {
    let judge = try Judge(seeds: ["http://a.test/", "https://b.test:81/"])
    #expect(try judge.objection(to: "https://a.test/1") == nil)
    #expect(try judge.objection(to: "http://b.test:81/1") == nil)
    #expect(try judge.objection(to: "http://b.test/1") == .scope)
  }
}
