import CrawlModel
import Crawling
import Loopback
import TestSupport
import Testing

@Suite struct VariantTests {
  private let routes: [String: Behaviour] = [
    "/": .html(
      """
      <img src=s.png srcset="m.png 300w, l.png 600w"><img src=one.png>
      <picture><source srcset="p1.png 1x, p2.png 2x"><img src=p0.png></picture>
      <img src=wait.png data-src=lazy.png><a href="m.png?utm_source=x&a=1">m</a>
      """),
    "/s.png": .picture("s"), "/m.png": .picture("m"), "/l.png": .picture("l"),
    "/one.png": .picture("one"), "/p0.png": .picture("p0"), "/p1.png": .picture("p1"),
    "/p2.png": .picture("p2"), "/wait.png": .picture("wait"), "/lazy.png": .picture("lazy"),
  ]

  @Test func `all candidates are taken`() throws {
    let fates = try crawl(routes).imageFates
    #expect(fates.count == 10)
    #expect(fates.values.allSatisfy { $0 == "stored" || $0 == "duplicate" })
  }

  @Test func `only the largest is taken where that is wanted, and the others say why not`() throws {
    let result = try crawl(routes) {
      $0.variants = .largest
      $0.dropsTracking = true
    }
    #expect(
      result.imageFates.filter { $0.key != "/m.png?a=1" } == [
        "/s.png": "variant", "/m.png": "variant", "/l.png": "stored", "/one.png": "stored",
        "/p0.png": "variant", "/p1.png": "variant", "/p2.png": "stored", "/wait.png": "variant",
        "/lazy.png": "stored",
      ])
    #expect(result.image("/m.png?a=1") != nil)
  }
}
