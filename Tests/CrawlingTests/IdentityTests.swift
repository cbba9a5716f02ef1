import CrawlModel
import Crawling
import Foundation
import TestSupport
import Testing

/// What identifies the user goes to the seed's origin and nowhere else.
struct IdentityTests {
  private let token = "Basic " + Data("mag:pie".utf8).base64EncodedString()

  @Test func `credentials are sent decoded, and a second seed of the origin does not drop them`()
    throws
  {
    let site = try LoopbackSite(routes: ["/": .page(images: ["/a.png"]), "/a.png": .picture("a")])
    _ = try crawl(site, from: ["http://m%40g:p%3Ae@127.0.0.1:\(site.port)/", "/"])
    let token = "Basic " + Data("m@g:p:e".utf8).base64EncodedString()
    #expect(!site.requests.isEmpty)
    #expect(site.requests.allSatisfy { $0.header("Authorization") == token })
  }

  @Test func `the addresses of a list bring their credentials`() throws {
    let site = try LoopbackSite(routes: ["/a.png": .picture("a")])
    _ = try crawl(site, from: []) {
      $0.imageList = ["http://mag:pie@127.0.0.1:\(site.port)/a.png"]
    }
    #expect(site.requestsForContent.map { $0.header("Authorization") } == [token])
  }

  @Test func `credentials and headers go to the seed's origin only`() throws {
    let other = try LoopbackSite(routes: ["/x.png": .picture("x"), "/y.png": .picture("y")])
    let site = try LoopbackSite(routes: [
      "/": .page(images: ["/a.png", "/hop.png", other.url("/x.png")]),
      "/a.png": .picture("a"), "/hop.png": .redirect(to: other.url("/y.png")),
    ])
    let seed = "http://mag:pie@127.0.0.1:\(site.port)/"
    let result = try crawl(site, from: [seed]) {
      $0.headers = ["X-Token: secret"]
      $0.readsSitemaps = false
    }
    #expect(result.imageFates.values.allSatisfy { $0 == "stored" })
    #expect(site.requestsForContent.count == 3)
    for request in site.requests {
      #expect(request.header("Authorization") == token)
      #expect(request.header("X-Token") == "secret")
    }
    #expect(other.requestsForContent.count == 2)
    for request in other.requests {
      #expect(request.header("Authorization") == nil)
      #expect(request.header("X-Token") == nil)
      #expect(request.header("Cookie") == nil)
    }
  }

  @Test func `credentials stand in no file that a crawl leaves`() throws {
    let site = try LoopbackSite(routes: [
      "/": .html("<title>x</title><img src=a.png><a href='http://mag:pie@127.0.0.1:1/'>x</a>"),
      "/a.png": .picture("a"),
    ])
    let result = try crawl(site, from: ["http://mag:pie@127.0.0.1:\(site.port)/"]) {
      $0.proxy = nil
      $0.headers = ["X-Token: secret"]
    }
    for name in ["images.jsonl", "pages.jsonl", "summary.json"] {
      let text = try String(contentsOf: result.folder.file("out/" + name), encoding: .utf8)
      #expect(!text.contains("mag:pie") && !text.contains("pie@") && !text.contains("secret"))
    }
  }

  @Test func `each request says who asks and where the link stood`() throws {
    let other = try LoopbackSite(routes: ["/x.png": .picture("x")])
    let site = try LoopbackSite(routes: [
      "/?q=1": .page(images: ["/a.png", other.url("/x.png")], links: ["/two"]), "/two": .page(),
      "/a.png": .picture("a"),
    ])
    _ = try crawl(site, from: ["/?q=1"])
    #expect(site.requests(for: "/?q=1").first?.header("Referer") == nil)
    #expect(site.requests(for: "/a.png").first?.header("Referer") == site.url("/?q=1"))
    #expect(site.requests(for: "/two").first?.header("Referer") == site.url("/?q=1"))
    #expect(other.requestsForContent.first?.header("Referer") == site.url("/"))
    #expect(site.requests.allSatisfy { $0.header("User-Agent")?.hasPrefix("magpie/") == true })
  }

  @Test func `without a contact the agent is the name and the version alone`() throws {
    let site = try LoopbackSite(routes: ["/": .page()])
    _ = try crawl(site)
    #expect(
      Set(site.requests.map { $0.header("User-Agent") }) == ["magpie/\(MagpieVersion.current)"])
  }

  @Test(arguments: [
    (nil, "magpie/\(MagpieVersion.current) (+https://me.example/bot)"),
    ("jackdaw/2", "jackdaw/2 (+https://me.example/bot)"),
  ])
  func `a contact is appended to the agent`(agent: String?, header: String) throws {
    let site = try LoopbackSite(routes: ["/": .page()])
    let result = try crawl(site) {
      $0.contact = "https://me.example/bot"
      if let agent { $0.userAgent = agent }
    }
    #expect(Set(site.requests.map { $0.header("User-Agent") }) == [header])
    #expect(result.summary.options.first { $0.name == "user-agent" }?.value == header)
  }

  @Test func `with a contact the group of robots_txt is still that of magpie`() throws {
    let site = try LoopbackSite(routes: [
      "/robots.txt": .bytes(
        Array("User-agent: *\nDisallow: /\n\nUser-agent: magpie\nDisallow: /a.png\n".utf8),
        type: "text/plain"),
      "/": .page(images: ["/a.png", "/b.png"]), "/a.png": .picture("a"), "/b.png": .picture("b"),
    ])
    let result = try crawl(site) { $0.contact = "bots@me.example" }
    #expect(result.imageFates["/a.png"] == "robots")
    #expect(result.imageFates["/b.png"] == "stored")
  }

  @Test func `a later crawl may give another contact`() throws {
    let site = try LoopbackSite(routes: ["/": .page()])
    let folder = try TemporaryFolder()
    _ = try crawl(site, into: folder) { $0.contact = "one@me.example" }
    _ = try crawl(site, into: folder) { $0.contact = "two@me.example" }
    let agents = Set(
      site.requests.compactMap { $0.header("User-Agent")?.split(separator: "+").last })
    #expect(agents == ["one@me.example)", "two@me.example)"])
  }

  @Test func `the user may name another agent`() throws {
    let site = try LoopbackSite(routes: ["/": .page()])
    _ = try crawl(site) { $0.userAgent = "jackdaw" }
    #expect(Set(site.requests.map { $0.header("User-Agent") }) == ["jackdaw"])
  }
}
