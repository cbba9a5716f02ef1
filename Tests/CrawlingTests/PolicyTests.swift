import Bytes
import CrawlModel
import Crawling
import TestSupport
import Testing

/// Which policy files were requested, and how that ended.
struct PolicyTests {
  private let rules = "User-agent: *\nDisallow: /no\n"

  private func policies(of result: CrawlResult) -> [String: WrittenSummary.Policy] {
    Dictionary(uniqueKeysWithValues: result.written.policies.map { (result.short($0.url), $0) })
  }

  @Test func `the summary has the answer to the request for each file`() throws {
    let site = try LoopbackSite(routes: [
      "/": .page(images: ["/a.png"]), "/a.png": .picture("a"),
      "/robots.txt": .serve(.text(rules, type: "text/plain")), "/ai.txt": .redirect(to: "/moved"),
      "/moved": .serve(.text("User-agent: *\n", type: "text/plain")),
    ])
    let policies = policies(of: try crawl(site))
    #expect(Set(policies.keys) == ["/robots.txt", "/.well-known/tdmrep.json", "/ai.txt"])
    let robots = try #require(policies["/robots.txt"])
    #expect(robots.http_status == 200 && robots.reason == nil && robots.final_url == nil)
    #expect(robots.bytes == rules.utf8.count)
    let digest = SHA256Digest(of: Array(rules.utf8).span).hex
    #expect(robots.sha256 == digest)
    #expect(robots.fetched_at.hasPrefix("20"))
    let mining = try #require(policies["/.well-known/tdmrep.json"])
    #expect(mining.http_status == 404 && mining.reason == "http-error" && mining.sha256 == nil)
    #expect(policies["/ai.txt"]?.final_url == site.url("/moved"))
  }

  @Test func `a file that could not be fetched is told from one that does not exist`() throws {
    let site = try LoopbackSite(routes: ["/": .page(), "/robots.txt": .drop])
    let robots = try #require(policies(of: try crawl(site) { $0.retries = 0 })["/robots.txt"])
    #expect(robots.http_status == nil && robots.sha256 == nil)
    #expect(robots.reason == "reset")
  }

  @Test func `it says so too where robots_txt is only read for its sitemaps`() throws {
    let site = try LoopbackSite(routes: [
      "/": .page(), "/robots.txt": .serve(.text(rules, type: "text/plain")),
    ])
    let policies = policies(of: try crawl(site) { $0.obeysRobots = false })
    #expect(policies.mapValues(\.http_status) == ["/robots.txt": 200])
  }

  @Test func `a later run keeps what an earlier one was told, until it is told again`() throws {
    let site = try LoopbackSite(routes: ["/": .page(images: ["/a.png"]), "/a.png": .picture("a")])
    let folder = try TemporaryFolder()
    let first = policies(of: try crawl(site, into: folder))
    #expect(first["/robots.txt"]?.http_status == 404)
    site.change([
      "/": .page(images: ["/a.png"]), "/a.png": .picture("a"),
      "/robots.txt": .serve(.text(rules, type: "text/plain")),
    ])
    let second = policies(of: try crawl(site, into: folder))
    #expect(second["/robots.txt"]?.http_status == 200)
    #expect(second.count == first.count)
  }
}
