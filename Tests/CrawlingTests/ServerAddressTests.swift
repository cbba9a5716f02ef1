import CrawlModel
import Crawling
import TestSupport
import Testing
import Threads

/// Several names of one machine.
struct ServerAddressTests {
  private static let names = ["a.localhost", "b.localhost", "c.localhost"]
  private static let delay: Duration = .milliseconds(100)

  /// Crawls a site by three of its names.
  private func crawlByNames(
    _ site: LoopbackSite, _ adjust: (inout CrawlConfiguration) -> Void
  ) throws -> CrawlResult {
    try crawl(site, from: Self.names.map { "http://\($0):\(site.port)/" }) {
      $0.readsSitemaps = false
      $0.excludeImages = ["/favicon.ico$"]
      $0.delay = Self.delay
      adjust(&$0)
    }
  }

  private func site() throws -> LoopbackSite {
    try LoopbackSite(routes: ["/": .page(links: ["/1"]), "/1": .page()])
  }

  @Test func `with a limit for each address they share the delay as well`() throws {
    let site = try site()
    let start = MonotonicTime.now
    let result = try crawlByNames(site) { $0.transfersPerAddress = 2 }
    #expect(result.pageFates.count == 6 && result.pageFates.values.allSatisfy { $0 == "fetched" })
    #expect(site.requests.count == 9)
    // Until its first answer nobody knows where a name lives.
    for (number, request) in site.requests.enumerated().dropFirst(Self.names.count) {
      let arrival = MonotonicTime(nanoseconds: Int64(request.arrival))
      #expect(arrival - start >= Self.delay * (number - Self.names.count + 1), "request \(number)")
    }
  }

  @Test func `without one, names of this machine are services of their own`() throws {
    let site = try site()
    let start = MonotonicTime.now
    let result = try crawlByNames(site) { _ in }
    #expect(result.pageFates.count == 6 && result.pageFates.values.allSatisfy { $0 == "fetched" })
    for name in Self.names {
      let own = site.requests.filter { $0.header("host")?.hasPrefix(name) == true }
      #expect(own.count == 3)
      for (number, request) in own.enumerated() {
        let arrival = MonotonicTime(nanoseconds: Int64(request.arrival))
        #expect(arrival - start >= Self.delay * number, "request \(number) of \(name)")
      }
    }
  }

  @Test(arguments: [0, -1]) func `no limit below one is taken`(limit: Int) throws {
    let site = try site()
    #expect(throws: CrawlError.self) { try crawlByNames(site) { $0.transfersPerAddress = limit } }
  }
}
