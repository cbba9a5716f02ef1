import CrawlModel
import Crawling
import TestSupport
import Testing

/// Answers that promise or hold more than is good, or less.
struct HostileAnswerTests {
  /// Announces a body that does not come whole.
  private func cutOff(_ behaviour: Behaviour) -> Behaviour {
    .withHeaders(["Content-Length": "154", "Connection": "close"], then: behaviour)
  }

  @Test func `a redirect whose body is cut off is followed all the same`() throws {
    let site = try LoopbackSite(routes: [
      "/": .page(links: ["/moved"]), "/new": .page(), "/moved": cutOff(.redirect(to: "/new")),
    ])
    let result = try crawl(site)
    #expect(result.page("/new")?.status == "fetched")
    #expect(site.requests(for: "/moved").count == 1)
  }

  @Test func `an error whose body is cut off is that error and not tried again`() throws {
    let site = try LoopbackSite(routes: [
      "/": .page(links: ["/gone"]), "/gone": cutOff(.status(404)),
    ])
    let result = try crawl(site)
    #expect(result.page("/gone")?.reason == "http-error")
    #expect(site.requests(for: "/gone").count == 1)
  }

  @Test func `a long base makes no more than so much out of a page`() throws {
    let base = "/" + String(repeating: "a", count: 60_000) + "/"
    let images = (0..<2_000).map { "\($0).png" }
    let html =
      "<base href='\(base)'>" + images.map { "<img src='\($0)'>" }.joined()
    let result = try crawl(["/": .html(html)])
    #expect(result.images.isEmpty)
    #expect(result.page("/")?.status == "fetched")
  }

  @Test func `a style sheet without a byte is no failure`() throws {
    let result = try crawl([
      "/": .html("<link rel=stylesheet href=/empty.css>"),
      "/empty.css": .bytes([], type: "text/css"),
    ])
    #expect(result.page("/empty.css")?.status == "fetched")
  }
}
