import Crawling
import TestSupport
import Testing

struct RateTests {
  @Test(arguments: [1, 4])
  func `with a limit of the rate everything arrives`(threads: Int) throws {
    let images = (0..<20).map { "/\($0).png" }
    let site = try LoopbackSite(
      routes: ["/": .page(images: images)], otherwise: .decide { .picture($0.path) })
    let result = try crawl(site) {
      $0.maximumRate = 2_000_000
      $0.threads = threads
      $0.readsSitemaps = false
    }
    #expect(result.images.count == 20 && result.images.allSatisfy { $0.status == "stored" })
  }
}
