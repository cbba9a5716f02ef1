import CrawlModel
import Crawling
import TestSupport
import Testing
import Threads

/// Crawls of servers that go away, hang, or are always overloaded.
@Suite(.timeLimit(.minutes(30)))
struct AwayTests {
  /// Stops a site at an event and starts it again at a later one, by counts and not by time.
  private final class Restart: CrawlObserver {
    private struct State {
      var site: LoopbackSite?
      var images = 0
      var refusals = 0
    }

    private let state: Monitor<State>
    private let port: UInt16
    private let routes: [String: Behaviour]
    private let images: Int
    private let refusals: Int

    /// Stops the site after a number of images, and starts it after a number of refusals.
    init(_ routes: [String: Behaviour], images: Int, refusals: Int) throws {
      let site = try LoopbackSite(routes: routes)
      self.routes = routes
      self.images = images
      self.refusals = refusals
      port = site.port
      state = Monitor(State(site: site))
    }

    var first: LoopbackSite? { state.withLock { $0.site } }

    func crawl(did event: CrawlEvent) {
      switch event {
      case .finished(let job, _, let findings):
        guard job.kind == .image, case .stored = findings.outcome else { return }
        let stopped = state.withLock { state -> LoopbackSite? in
          state.images += 1
          guard state.images == images else { return nil }
          defer { state.site = nil }
          return state.site
        }
        stopped?.stop()
      case .retrying(_, _, .connect, _):
        let isDue = state.withLock { state in
          state.refusals += 1
          return state.refusals == refusals
        }
        guard isDue else { return }
        do {
          let again = try LoopbackSite(routes: routes, port: port)
          state.withLock { $0.site = again }
        } catch {
          Issue.record(error)
        }
      default: break
      }
    }
  }

  private static func gallery(_ count: Int) -> [String: Behaviour] {
    var routes: [String: Behaviour] = [
      "/": .page(images: (0..<count).map { "/\($0).png" })
    ]
    for number in 0..<count { routes["/\(number).png"] = .picture("\(number)") }
    return routes
  }

  @Test(arguments: [0, 3])
  func `a server that is restarted costs nothing, even without retries`(retries: Int) throws {
    let restart = try Restart(Self.gallery(60), images: 10, refusals: 4)
    let site = try #require(restart.first)
    let result = try crawl(site, observers: [restart]) { $0.retries = retries }
    #expect(result.summary.images.taken == 60)
    #expect(result.exit == 0)
  }

  @Test func `a server that is not there at first is tried again, and told as such`() throws {
    let site = try LoopbackSite(routes: [:])
    site.stop()
    let result = try crawl(site) {
      $0.readsSitemaps = false
      $0.retries = 2
    }
    #expect(result.pageFates == ["/": "connect"])
    #expect(result.written.hosts.map(\.requests) == [3])
    #expect(result.exit == 69)
  }

  @Test(arguments: [
    Behaviour.drop, .reset, .partial(.bytes(Picture.png("a"), type: "image/png"), missing: 9),
  ])
  func `an address that alone fails uses its retries, and no other`(breakage: Behaviour) throws {
    var routes = Self.gallery(30)
    routes["/7.png"] = breakage
    let site = try LoopbackSite(routes: routes)
    let result = try crawl(site) { $0.retries = 2 }
    #expect(result.summary.images.taken == 29)
    #expect(result.summary.images.failedInAll == 1)
    #expect(result.exit == 1)
  }

  @Test func `each answer that breaks off once is asked for again without a retry`() throws {
    let site = try LoopbackSite(
      routes: [
        "/": .page(images: (0..<20).map { "/\($0).png" })
      ], otherwise: .failTimes(1, with: .drop, then: .picture("x")))
    let routes = Dictionary(
      uniqueKeysWithValues: (0..<20).map { number in
        ("/\(number).png", Behaviour.failTimes(1, with: .drop, then: .picture("\(number)")))
      })
    site.change(routes)
    let result = try crawl(site) {
      $0.retries = 0
      $0.obeysRobots = false
      $0.readsSitemaps = false
    }
    #expect(result.summary.images.taken == 20)
  }

  @Test(arguments: [Behaviour.drop, .reset])
  func `pages, style sheets and sitemaps keep their retries as images do`(
    breakage: Behaviour
  ) throws {
    let map = "<urlset><url><loc>{{origin}}/3</loc></url></urlset>"
    let once: (Behaviour) -> Behaviour = { .failTimes(1, with: breakage, then: $0) }
    let site = try LoopbackSite(routes: [
      "/": .html("<link rel=stylesheet href=/s.css><a href=/1>1</a><img src=/a.png>"),
      "/1": once(.page(links: ["/2"])), "/2": .page(), "/3": .page(),
      "/s.css": once(.serve(.text("a { background: url(b.png) }", type: "text/css"))),
      "/a.png": once(.picture("a")), "/b.png": .picture("b"),
      "/sitemap.xml": once(.template(.text(map, type: "application/xml"))),
    ])
    let result = try crawl(site) { $0.retries = 0 }
    #expect(result.imageFates == ["/a.png": "stored", "/b.png": "stored"])
    #expect(result.pageFates["/2"] == "fetched" && result.pageFates["/3"] == "fetched")
    #expect(result.summary.pages.failedInAll == 0)
  }

  @Test func `a host that hangs is given up in the end, while others go on`() throws {
    let hanging = try LoopbackSite(routes: ["/robots.txt": .status(404)], otherwise: .hang)
    let images = (0..<24).map { hanging.url("/\($0).png") }
    let site = try LoopbackSite(routes: [
      "/": .page(images: ["/a.png"] + images), "/a.png": .picture("a"),
    ])
    let folder = try TemporaryFolder()
    func run(_ adjust: (inout CrawlConfiguration) -> Void = { _ in }) throws -> CrawlResult {
      try crawl(site, into: folder) {
        $0.timeout = .milliseconds(200)
        $0.hostPatience = .seconds(1)
        $0.allowsPrivateAddresses = true
        $0.readsSitemaps = false
        adjust(&$0)
      }
    }
    let result = try run()
    #expect(result.imageFates["/a.png"] == "stored")
    let fates = images.compactMap { result.image($0)?.fate }
    #expect(fates.count == 24)
    #expect(fates.allSatisfy { $0 == "unresponsive" || $0 == "timeout" }, "\(fates)")
    #expect(fates.count { $0 == "unresponsive" } > 15)
    #expect(hanging.requests.count < 20)
    #expect(result.exit == 1)
    let routes = (0..<24).map { ("/\($0).png", Behaviour.picture("\($0)")) }
    hanging.change(Dictionary(uniqueKeysWithValues: routes))
    hanging.change([
      "/ai.txt": .status(404), "/.well-known/tdmrep.json": .status(404),
    ])
    let again = try run { $0.retriesFailed = true }
    #expect(again.summary.images.taken == 25)
    #expect(again.summary.images.failedInAll == 0)
  }

  @Test func `a host that is always overloaded is given up in the end`() throws {
    var routes = Self.gallery(0)
    routes["/"] = .page(images: (0..<100).map { "/\($0).png" })
    let site = try LoopbackSite(routes: routes, otherwise: .status(503))
    let result = try crawl(site) {
      $0.obeysRobots = false
      $0.readsSitemaps = false
      $0.hostPatience = .milliseconds(200)
    }
    let fates = result.imageFates.values
    #expect(fates.count == 100)
    #expect(fates.allSatisfy { $0 == "overloaded" || $0 == "http-error" })
    #expect(fates.count { $0 == "overloaded" } > 50)
  }
}
