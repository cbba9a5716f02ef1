import Addressing
import CrawlModel
import Crawling
import Foundation
import TestSupport
import Testing

/// The records of a folder as sequences of values.
struct FolderRecordTests {
  private func folder() throws -> (TemporaryFolder, LoopbackSite) {
    // More than are read at once.
    let paths = (0..<150).map { "/\($0).png" }
    var routes: [String: Behaviour] = ["/": .page(images: paths + ["/lost.png"], links: ["/two"])]
    for path in paths { routes[path] = .picture(path) }
    routes["/two"] = .page()
    let site = try LoopbackSite(routes: routes)
    let folder = try TemporaryFolder()
    _ = try crawl(site, into: folder)
    return (folder, site)
  }

  @Test func `the images and pages are those of the manifests, each time`() async throws {
    let (place, site) = try folder()
    let folder = try CrawlFolder(place.path + "/out")
    let lines = try String(contentsOf: place.file("out/images.jsonl"), encoding: .utf8)
      .split(separator: "\n")
    for _ in 1...2 {
      var images: [ManifestEntry] = []
      for try await image in folder.images { images.append(image) }
      try #require(images.count == lines.count)
      for (image, line) in zip(images, lines) {
        let start = "{\"url\":\"\(image.key.text)\",\"status\":\"\(image.status.rawValue)\""
        #expect(line.hasPrefix(start))
      }
      #expect(images.filter { $0.status == .stored }.count == 150)
      #expect(images.filter { $0.reason == .failed(.httpError) }.count == 1)
    }
    var pages: [String] = []
    for try await page in folder.pages { pages.append(page.address.text) }
    #expect(pages == [site.url("/"), site.url("/two")])
  }

  @Test func `what still waits has no record`() async throws {
    let site = try LoopbackSite(routes: [
      "/": .page(images: ["/a.png", "/b.png"], links: ["/two"]), "/a.png": .picture("a"),
      "/b.png": .picture("b"), "/two": .page(),
    ])
    let place = try TemporaryFolder()
    let result = try crawl(site, into: place) { $0.maximumPages = 1 }
    try #require(result.summary.pages.pending == 1)
    var pages = 0
    for try await _ in try CrawlFolder(place.path + "/out").pages { pages += 1 }
    #expect(pages == 1)
  }

  @Test func `in a cancelled task a sequence ends`() async throws {
    let (place, _) = try folder()
    let images = try CrawlFolder(place.path + "/out").images
    let count = try await Task {
      var count = 0
      for try await _ in images {
        count += 1
        if count == 3 { withUnsafeCurrentTask { $0?.cancel() } }
      }
      return count
    }.value
    #expect(count == 3)
  }
}
