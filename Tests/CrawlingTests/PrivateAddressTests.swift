import CrawlModel
import Crawling
import TestSupport
import Testing

/// A page on the web must not make its visitor fetch from the visitor's own network.
struct PrivateAddressTests {
  /// The same site under other addresses of this machine.
  private static func others(_ site: LoopbackSite) -> [String] {
    [
      "127.0.0.2", "localhost", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0", "0x7f.1", "2130706433",
      "10.0.0.1", "169.254.169.254",
    ].map { "http://\($0):\(site.port)/a.png" }
  }

  @Test func `only the seed's own host may be private`() throws {
    let target = try LoopbackSite(routes: ["/a.png": .picture("a")])
    let site = try LoopbackSite(routes: [
      "/": .page(images: Self.others(target) + [target.url("/a.png"), "/hop.png"]),
      "/hop.png": .redirect(to: "http://127.0.0.3:\(target.port)/a.png"),
    ])
    let result = try crawl(site)
    // The seed's host is 127.0.0.1, which two of the spellings are only a way to write.
    let own = Set([target.url("/a.png")])
    for image in result.images {
      #expect(
        image.fate == (own.contains(image.url) ? "stored" : "private-address"), "\(image.url)")
    }
    #expect(result.image("/hop.png")?.final_url == nil)
    #expect(target.requestsForContent.count == 1)
    #expect(result.exit == 0)
  }

  @Test func `pages and stylesheets on private addresses are refused as well`() throws {
    let target = try LoopbackSite(routes: ["/": .page(), "/a.css": .page()])
    let (page, style) = (
      "http://127.0.0.2:\(target.port)/", "http://127.0.0.2:\(target.port)/a.css"
    )
    let result = try crawl([
      "/": .html("<link rel=stylesheet href=\(style)><a href=\(page)>x</a>"),
      "/hop": .redirect(to: page),
    ]) { $0.pageReach = .any }
    #expect(result.page(page)?.reason == "private-address")
    #expect(result.page(style)?.reason == "private-address")
    #expect(target.requests.isEmpty)
    let hosts = result.written.hosts.map(\.host) + result.written.policies.map(\.url)
    #expect(!hosts.contains { $0.contains("127.0.0.2") }, "nothing was requested there")
  }

  @Test func `the option lets all of them be fetched`() throws {
    let target = try LoopbackSite(routes: ["/a.png": .picture("a")])
    let other = "http://127.0.0.2:\(target.port)/a.png"
    // The site listens on 127.0.0.1 only, so that the other address is let through and refused by
    // nobody but the system.
    let result = try crawl([
      "/": .page(images: [other, "http://localhost:\(target.port)/a.png"])
    ]) { $0.allowsPrivateAddresses = true }
    #expect(result.image(other)?.reason == "connect")
    #expect(result.image("http://localhost:\(target.port)/a.png")?.status == "stored")
  }

  @Test func `a retry asks for what was private, since a captive portal may have been in between`()
    throws
  {
    let target = try LoopbackSite(routes: ["/a.png": .picture("a")])
    let image = "http://localhost:\(target.port)/a.png"
    let site = try LoopbackSite(routes: ["/": .page(images: [image, "/b.png"])])
    let folder = try TemporaryFolder()
    #expect(try crawl(site, into: folder).image(image)?.reason == "private-address")
    let result = try crawl(site, into: folder) {
      $0.retriesFailed = true
      $0.allowsPrivateAddresses = true
    }
    #expect(result.image(image)?.status == "stored")
    #expect(site.requests(for: "/").count == 1)
  }
}
