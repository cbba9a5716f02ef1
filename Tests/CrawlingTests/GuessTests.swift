import TestSupport
import Testing

@testable import Crawling

struct GuessTests {
  @Test func `an address in a script that has no image is left out and nothing failed`() throws {
    let site = try LoopbackSite(routes: [
      "/": .html("<script>var a = ['/a.png', '/lost.png', '/page.png'];</script>"),
      "/a.png": .picture("a"), "/page.png": .page(),
    ])
    let result = try crawl(site)
    #expect(
      result.imageFates
        == ["/a.png": "stored", "/lost.png": "no-image", "/page.png": "no-image"])
    #expect(result.exit == 0)
  }

  @Test func `a server that struggles with one has failed all the same`() throws {
    let site = try LoopbackSite(routes: [
      "/": .html("<script>var a = '/a.png';</script>"), "/a.png": .reset,
    ])
    let result = try crawl(site) { $0.retries = 0 }
    #expect(result.imageFates == ["/a.png": "reset"])
    #expect(result.exit == 1)
  }
}
