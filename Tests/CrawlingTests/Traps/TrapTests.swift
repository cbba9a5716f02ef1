import CrawlModel
import Crawling
import TestSupport
import Testing

/// Crawls of sites that have no end.
struct TrapTests {
  /// A crawl that gets so far has not seen that there is no end.
  static let mostPages = 12_000

  @Test(arguments: EndlessSites.all, [1, 8])
  func `a site without end is left by itself, and all images are found`(
    made: MadeSite, threads: Int
  ) throws {
    let site = try made.serve()
    let result = try crawl(site) { configuration in
      configuration.threads = threads
      configuration.maximumPages = Self.mostPages
    }
    #expect(result.summary.ending == .complete)
    let stored = result.images.filter { $0.status == "stored" }.map { result.short($0.url) }
    #expect(made.images.subtracting(stored) == [])
    #expect(result.pages.contains { $0.reason == "trap" || $0.reason == "too-many-redirects" })
  }

  @Test func `without a journal it is the same`() throws {
    let made = EndlessSites.calendar.besideGallery(of: 300)
    let result = try crawl(try made.serve()) { configuration in
      configuration.keepsJournal = false
      configuration.maximumPages = Self.mostPages
    }
    #expect(result.summary.ending == .complete)
    #expect(result.exit == 0)
    let stored = result.images.filter { $0.status == "stored" }.map { result.short($0.url) }
    #expect(Set(stored) == made.images)
    #expect(result.pages.contains { $0.trap == "nothing-new" })
    #expect(result.written.pages.skipped["trap"] == result.pages.count { $0.reason == "trap" })
  }

  @Test func `hosts that a site makes itself have an end`() throws {
    let site = try MadeSite("hosts") { request in
      let host = request.header("Host") ?? ""
      return .made(
        "Another host", images: ["/img/same.png"],
        links: ["a", "b"].map { "http://\($0)\(host.utf8.count).\(host)/" })
    }.serve()
    let result = try crawl(site, from: ["http://trap.localhost:\(site.port)/"]) { configuration in
      configuration.pageReach = .domain
      configuration.allowsPrivateAddresses = true
      configuration.maximumPages = 3_000
    }
    #expect(result.summary.ending == .complete)
    #expect(result.images.contains { $0.status == "stored" })
    #expect(result.pages.contains { $0.trap == "deep-host" })
  }

  @Test(arguments: [PageReach.domain, .any])
  func `hosts side by side without end have an end`(reach: PageReach) throws {
    let drawn = Drawn()
    let domain = reach == .any ? "localhost" : "trap.localhost"
    let site = try MadeSite("hosts") { request in
      let port = (request.header("Host") ?? "").split(separator: ":").last ?? ""
      return .made(
        "Another host", images: ["http://trap.localhost:\(port)/img/same.png"],
        links: (1...3).map { _ in "http://h\(drawn.count()).\(domain):\(port)/" })
    }.serve()
    let result = try crawl(site, from: ["http://trap.localhost:\(site.port)/"]) { configuration in
      configuration.pageReach = reach
      configuration.allowsPrivateAddresses = true
      configuration.obeysRobots = false
      configuration.maximumPages = 3_000
    }
    #expect(result.summary.ending == .complete)
    #expect(result.pages.contains { $0.trap == "nothing-new" })
  }

  @Test func `what a page of a trap may not lead to, another page may`() throws {
    // The last photo leads to numbers before and behind the one where the counter was given up.
    let last = 400
    let numbers = 200...300
    let made = MadeSite("a counter and a gallery") { request in
      let number = request.path.numbers.first ?? 0
      guard request.path.hasPrefix("/photo/") else {
        return .made("Number \(number) of many", links: ["/n/\(number + 1)", "/photo/1"])
      }
      return .made(
        "Photo \(number)", images: ["/img/\(number).png"],
        links: number < last ? ["/photo/\(number + 1)"] : numbers.map { "/n/\($0)" })
    }
    let result = try crawl(try made.serve()) { configuration in
      configuration.threads = 1
      configuration.maximumPages = Self.mostPages
    }
    #expect(result.summary.ending == .complete)
    let lost = numbers.filter { result.page("/n/\($0)")?.fate != "fetched" }
    // Only the one that waited when the counter was given up is not taken up again.
    #expect(lost.count <= 1, "\(lost)")
    #expect(result.pages.contains { $0.trap == "nothing-new" })
  }

  @Test func `traps are followed where that is wanted`() throws {
    let result = try crawl(try EndlessSites.counter.serve()) { configuration in
      configuration.avoidsTraps = false
      configuration.maximumPages = 1_000
    }
    #expect(result.summary.ending == .limit)
    #expect(result.summary.pages.taken == 1_000)
  }

  @Test func `a crawl that goes on knows what it had seen`() throws {
    let folder = try TemporaryFolder()
    let site = try EndlessSites.counter.serve()
    let first = try crawl(site, into: folder) { $0.maximumPages = 100 }
    #expect(first.summary.ending == .limit)
    let second = try crawl(site, into: folder)
    #expect(second.summary.ending == .complete)
    let asked = site.requests.count { $0.path.hasPrefix("/n/") }
    // Only what is in memory is learnt again.
    #expect(asked < 400)
    // A site that is asked again must not go on a bit each time.
    let third = try crawl(site, into: folder)
    #expect(third.summary.ending == .complete)
    #expect(third.pages.count == second.pages.count)
  }

  @Test func `a server may send a page to its twin`() throws {
    let result = try crawl([
      "/": .page(links: ["/a?y=1&x=2", "/b", "/a?x=2&y=1&PHPSESSID=77"]),
      "/a?y=1&x=2": .redirect(to: "/a?x=2&y=1"), "/a?x=2&y=1": .page(images: ["/a.png"]),
      "/b": .redirect(to: "/b?PHPSESSID=1"), "/b?PHPSESSID=1": .page(images: ["/b.png"]),
      "/a.png": .picture("a"), "/b.png": .picture("b"),
    ])
    #expect(result.imageFates == ["/a.png": "stored", "/b.png": "stored"])
    #expect(result.page("/a?x=2&y=1&PHPSESSID=77")?.trap == "session")
    #expect(result.exit == 0)
  }

  @Test func `a seed is asked whatever it looks like`() throws {
    let site = try LoopbackSite(routes: [
      "/a/a/a/a/a": .page(images: ["/a.png"], links: ["/a/a/a/a/a/a"]), "/a.png": .picture("a"),
      "/?x=1&y=2": .page(), "/?y=2&x=1": .page(),
    ])
    let result = try crawl(site, from: ["/a/a/a/a/a", "/?x=1&y=2", "/?y=2&x=1"])
    #expect(
      result.pageFates == [
        "/a/a/a/a/a": "fetched", "/?x=1&y=2": "fetched", "/?y=2&x=1": "fetched",
        "/a/a/a/a/a/a": "trap",
      ])
    #expect(result.imageFates == ["/a.png": "stored"])
  }

  @Test func `what is left out when it is due is no request`() throws {
    let site = try MadeSite("many links") { request in
      .made("Page", links: request.path == "/" ? (1...40).map { "/p/\($0)" } : [])
    }.serve()
    let result = try crawl(site) { $0.maximumPagesPerHost = 5 }
    #expect(result.summary.pages.skipped == [.hostBudget: 36])
    #expect(result.written.hosts.map(\.requests) == [site.requests.count])
  }

  @Test(arguments: [1, 8]) func `each host has its budget`(threads: Int) throws {
    let folder = try TemporaryFolder()
    let other = try LoopbackSite(routes: [
      "/": .page(images: ["/o.png"]), "/o.png": .picture("o"),
    ])
    let site = try LoopbackSite(
      routes: [
        "/": .page(images: ["/0.png"], links: (1...9).map { "/p\($0)" } + [other.url("/")]),
        "/0.png": .picture("0"),
      ].merging((1...9).map { ("/p\($0)", .page(images: ["/0.png"])) }) { one, _ in one })
    func run(_ limit: Int) throws -> CrawlResult {
      try crawl(site, into: folder) { configuration in
        configuration.threads = threads
        configuration.pageReach = .any
        configuration.maximumPagesPerHost = limit
      }
    }
    let first = try run(4)
    #expect(first.summary.ending == .complete && first.exit == 0)
    #expect(first.summary.pages.taken == 5)
    #expect(first.summary.pages.skipped == [.hostBudget: 6])
    #expect(first.image(other.url("/o.png"))?.status == "stored")
    // A later run may be given more.
    #expect(try run(20).summary.pages.skipped == [:])
  }
}
