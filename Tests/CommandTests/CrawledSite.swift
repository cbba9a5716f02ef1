import Foundation
import TestSupport
import Testing

/// A small site and a crawl of it: two pages, an image, a duplicate, a missing image and a skipped
/// one.
final class CrawledSite {
  let site: LoopbackSite
  let folder: TemporaryFolder
  var path: String { folder.path + "/out" }

  init(_ options: [String] = ["--exclude-image", "secret"]) throws {
    site = try LoopbackSite(routes: [
      "/": .page(images: ["/a.png", "/lost.png"], links: ["/next"]),
      "/next": .page(images: ["/same.png", "/secret.png", "/a.png"]),
      "/a.png": .picture("a"), "/same.png": .picture("a"), "/secret.png": .picture("s"),
    ])
    folder = try TemporaryFolder()
    let outcome = try Magpie.run([site.url("/"), "-o", path] + options)
    #expect(outcome.status == 1, "\(outcome.stderr)")
  }
}
