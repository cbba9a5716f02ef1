import CrawlModel
import Crawling
import TestSupport
import Testing

/// Links that are only counted because they are known are those that lead to the same place.
struct KnownLinkTests {
  /// Folders whose pages all use the same references for pages of their own.
  private static let folders: [String: Behaviour] = {
    var routes: [String: Behaviour] = [
      "/": .page(links: (1...6).map { "/\($0)/" }), "/about": .page(images: ["/about.png"]),
      "/about.png": .picture("about"),
    ]
    for folder in 1...6 {
      let path = "/\(folder)/"
      routes[path] = .page(links: ["next.html", "?page=2", "/about", "../1/", "next.html"])
      routes[path + "next.html"] = .page(
        images: ["a.png"], links: ["last.html", "?page=2", "/about"])
      routes[path + "last.html"] = .page(images: ["b.png"], links: ["/about", "next.html"])
      routes[path + "?page=2"] = .page(images: ["c.png"], links: ["/about"])
      routes[path + "next.html?page=2"] = .page(images: ["d.png"])
      for name in ["a", "b", "c", "d"] {
        routes[path + name + ".png"] = .picture("\(folder) \(name)")
      }
    }
    return routes
  }()

  @Test(arguments: [1, 4])
  func `the same reference leads elsewhere from another folder`(threads: Int) throws {
    let result = try crawl(Self.folders) { $0.threads = threads }
    let expected = Self.folders.keys
    #expect(Set(result.pageFates.keys) == Set(expected.filter { !$0.hasSuffix(".png") }))
    #expect(Set(result.imageFates.keys) == Set(expected.filter { $0.hasSuffix(".png") }))
    #expect(result.pageFates.values.allSatisfy { $0 == "fetched" })
    #expect(result.imageFates.values.allSatisfy { $0 == "stored" })
  }
}
