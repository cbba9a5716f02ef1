import Addressing
import CrawlModel
import Crawling
import Foundation
import TestSupport
import Testing
import Threads

/// The decision of the program that runs a crawl.
struct AcceptsTests {
  @Test func `an image that is not accepted is skipped with that reason`() throws {
    let asked = Monitor<[String: String]>([:])
    let result = try crawl([
      "/": .html("<img src=/a.png><img src=/b.png><a href=/c.png>c</a>"),
      "/a.png": .picture("a", width: 100), "/b.png": .picture("b", width: 900),
      "/c.png": .picture("c", width: 901),
    ]) { configuration in
      configuration.accepts = { facts, link in
        asked.withLock { $0[String(link.address.path)] = link.via.text }
        return (facts.width ?? 0) < 500
      }
    }
    #expect(
      result.imageFates == ["/a.png": "stored", "/b.png": "not-accepted", "/c.png": "not-accepted"])
    #expect(result.written.images.skipped == ["not-accepted": 2])
    #expect(result.exit == 0)
    #expect(
      asked.withLock { $0 } == [
        "/a.png": "img[src]", "/b.png": "img[src]", "/c.png": "a[href]",
      ])
  }

  @Test func `what only the complete image says is decided too`() throws {
    let frame: [UInt8] = [0x2C, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0]
    let comment: [UInt8] = [0x21, 0xFE] + [UInt8](repeating: 255, count: 256 * 400) + [0]
    let animation = Array(Picture.gif("a").dropLast() + comment + frame + [0x3B])
    let result = try crawl([
      "/": .page(images: ["/moving.gif", "/still.gif"]),
      "/moving.gif": .bytes(animation, type: "image/gif"),
      "/still.gif": .bytes(Picture.gif("b"), type: "image/gif"),
    ]) { $0.accepts = { facts, _ in !facts.isAnimated } }
    #expect(result.imageFates == ["/moving.gif": "not-accepted", "/still.gif": "stored"])
  }

  @Test func `a refused image is not transferred to its end`() throws {
    let result = try crawl([
      "/": .page(images: ["/endless.png"]),
      "/endless.png": .slowBody(
        .bytes(Picture.png("a", padding: 40_000_000), type: "image/png"), bytes: 4_000,
        pause: .milliseconds(10)),
    ]) { $0.accepts = { _, _ in false } }
    let image = try #require(result.image("/endless.png"))
    #expect(image.fate == "not-accepted")
    #expect(image.bytes ?? 0 < 4_000_000)
  }

  @Test func `the rules come first, and a dry run asks as well`() throws {
    let asked = Monitor<[String]>([])
    let site = try LoopbackSite(routes: [
      "/": .page(images: ["/a.png", "/b.png"]), "/a.png": .picture("a", width: 10),
      "/b.png": .picture("b"),
    ])
    let folder = try TemporaryFolder()
    let summary = try Crawl(
      configuration(site, in: folder) { configuration in
        configuration.minimumWidth = 50
        configuration.isDryRun = true
        configuration.accepts = { _, link in
          asked.withLock { $0.append(String(link.address.path)) }
          return false
        }
      }
    ).run()
    #expect(summary.images.skipped == [.tooSmall: 1, .notAccepted: 1])
    #expect(asked.withLock { $0 } == ["/b.png"])
  }

  @Test func `of an image in the page itself the caption is known`() throws {
    let image = "data:image/png;base64," + Data(Picture.png("a")).base64EncodedString()
    let captions = Monitor<[String?]>([])
    let result = try crawl(["/": .html("<img src='\(image)' alt=Inside>")]) { configuration in
      configuration.takesDataImages = true
      configuration.accepts = { _, link in
        captions.withLock { $0.append(link.caption.alt) }
        return false
      }
    }
    #expect(result.images.map(\.fate) == ["not-accepted"])
    #expect(captions.withLock { $0 } == ["Inside"])
  }
}
