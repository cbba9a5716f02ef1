import CrawlModel
import Crawling
import Foundation
import TestSupport
import Testing

/// The time of a stored file is that of `Last-Modified`.
struct FileTimeTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func site(_ dates: [String: String], padding: Int = 0) throws -> LoopbackSite {
    var routes: [String: Behaviour] = ["/": .page(images: dates.keys.sorted())]
    for (path, date) in dates {
      routes[path] = .withHeaders(
        ["Last-Modified": date],
        then: .bytes(Picture.png(path, padding: padding), type: "image/png"))
    }
    return try LoopbackSite(routes: routes)
  }

  private func time(of path: String, in result: CrawlResult) throws -> TimeInterval {
    let file = try #require(result.image(path)?.file)
    let attributes = try FileManager.default.attributesOfItem(
      atPath: folder.file("out/" + file).path)
    return try #require(attributes[.modificationDate] as? Date).timeIntervalSince1970
  }

  // A small image is written when it is complete, a large one while it arrives.
  @Test(arguments: [0, 400_000])
  func `a file has the time that the server states`(padding: Int) throws {
    let site = try site(
      [
        "/a.png": "Sun, 06 Nov 1994 08:49:37 GMT", "/b.png": "Sunday, 06-Nov-94 08:49:38 GMT",
      ], padding: padding)
    let result = try crawl(site, into: folder)
    #expect(try time(of: "/a.png", in: result) == 784_111_777)
    #expect(try time(of: "/b.png", in: result) == 784_111_778)
  }

  @Test(arguments: [
    "Fri, 31 Dec 9999 23:59:59 GMT", "Thu, 01 Jan 1970 00:00:00 GMT",
    "Wed, 31 Dec 1969 23:59:59 GMT", "yesterday", "",
  ])
  func `a time that cannot be right is left out`(date: String) throws {
    let result = try crawl(site(["/a.png": date]), into: folder)
    let time = try time(of: "/a.png", in: result)
    #expect(time > 1_700_000_000 && time < 200_000_000_000)
  }

  @Test func `without file times a file has that of its download`() throws {
    let site = try site(["/a.png": "Sun, 06 Nov 1994 08:49:37 GMT"])
    let result = try crawl(site, into: folder) { $0.setsFileTimes = false }
    #expect(try time(of: "/a.png", in: result) > 1_700_000_000)
  }

  @Test func `the first of two addresses with the same bytes gives the time`() throws {
    let dates = [
      "/a.png": "Sun, 06 Nov 1994 08:49:37 GMT", "/b.png": "Mon, 07 Nov 1994 08:49:37 GMT",
    ]
    var routes: [String: Behaviour] = ["/": .page(images: ["/a.png", "/b.png"])]
    for (path, date) in dates {
      routes[path] = .withHeaders(["Last-Modified": date], then: .picture("same"))
    }
    let result = try crawl(LoopbackSite(routes: routes), into: folder) {
      $0.threads = 1
      $0.transfers = 1
    }
    #expect(result.imageFates == ["/a.png": "stored", "/b.png": "duplicate"])
    #expect(try time(of: "/b.png", in: result) == 784_111_777)
  }

  @Test func `an image that is unchanged keeps the time of its file`() throws {
    let site = try site(["/a.png": "Sun, 06 Nov 1994 08:49:37 GMT"])
    _ = try crawl(site, into: folder)
    site.change([
      "/a.png": .withHeaders(
        ["Last-Modified": "Mon, 07 Nov 1994 08:49:37 GMT"],
        then: .bytes(Picture.png("/a.png"), type: "image/png"))
    ])
    let result = try crawl(site, into: folder)
    #expect(result.imageFates == ["/a.png": "unchanged"])
    #expect(try time(of: "/a.png", in: result) == 784_111_777)
  }
}
