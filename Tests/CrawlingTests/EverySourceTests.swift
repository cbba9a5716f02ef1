import CrawlModel
import Crawling
import Foundation
import Loopback
import TestSupport
import Testing

/// A whole crawl of the page that has every place an image can stand in.
@Suite struct EverySourceTests {
  /// The hosts of the page and of its list, all of which the test site plays.
  private static let hosts = [
    "http://page.test", "https://secure.test", "https://cdn.test", "http://cdn.test",
    "http:\\/\\/page.test",
  ]

  @Test func `every image is stored, and says in which place it was found`() throws {
    var page = try Fixture.text("pages/every-source.html")
    var list = try Fixture.text("pages/every-source.expected.txt")
    for host in Self.hosts {
      page = page.replacing(host, with: "{{origin}}")
      list = list.replacing(host, with: "")
    }
    page = page.replacing("\"//cdn.test", with: "\"")
    let expected = list.split(separator: "\n").map { $0.split(separator: " ") }
      .filter { $0[0] == "image" }
    var routes: [String: Behaviour] = ["/": .template(.html(page))]
    for line in expected { routes[String(line[1])] = .picture(String(line[1])) }
    let result = try crawl(routes) { $0.maximumDepth = 0 }
    for line in expected {
      let (path, via) = (String(line[1]), String(line[2]))
      let image = result.image(path)
      #expect(image?.status == "stored" || image?.status == "duplicate", "\(path)")
      #expect(image?.found.contains { $0.via == via } ?? false, "\(path) \(via)")
    }
    #expect(expected.count > 80)
  }
}
