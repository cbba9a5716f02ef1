import CrawlModel
import Crawling
import Foundation
import TestSupport
import Testing

/// What the records say of an image and of the places that show it.
struct ImageRecordTests {
  @Test func `places beyond those listed are counted, and their opt-outs hold`() throws {
    let logo = String(repeating: "<img src=/a.png>", count: 1_200)
    let result = try crawl([
      "/": .html("<title>Many</title>\(logo)<img src=/b.png><a href=/last>on</a>"),
      "/last": .html("<meta name=robots content=noimageai><img src=/a.png>"),
      "/a.png": .picture("a"), "/b.png": .picture("b"),
    ])
    let image = try #require(result.image("/a.png"))
    #expect(image.found_count == 1_201)
    #expect(!image.complete)
    #expect(image.found.count == 1_000)
    #expect(image.opt_outs?.map(\.signal) == ["noimageai"])
    let other = try #require(result.image("/b.png"))
    #expect(other.found_count == 1)
    #expect(other.complete)
  }

  @Test func `a place has the title and the language of its page`() throws {
    let result = try crawl([
      "/": .html(
        """
        <html lang=" de-AT "><title> Am
        See </title><img src=/a.png><a href=/meta>1</a><a href=/header>2</a><a href=/unknown>3</a>
        """),
      "/meta": .html(
        "<meta http-equiv=Content-Language content='fr'><title>M</title><img src=/a.png>"),
      "/header": .withHeaders(["Content-Language": "en"], then: .page(images: ["/a.png"])),
      "/unknown": .withHeaders(
        ["Content-Language": "en"], then: .html("<html lang=''><img src=/a.png>")),
      "/a.png": .picture("a"),
    ])
    let places = try #require(result.image("/a.png")?.found)
    let said = Dictionary(
      uniqueKeysWithValues: places.map { place in
        (result.short(place.page), [place.page_title, place.lang])
      })
    #expect(
      said == [
        "/": ["Am See", "de-AT"], "/meta": ["M", "fr"], "/header": ["Page", "en"],
        "/unknown": [nil, nil],
      ])
    #expect(result.page("/")?.lang == "de-AT")
    #expect(result.page("/unknown")?.lang == nil)
  }

  @Test func `a page has the number and the size of its stored images`() throws {
    let (a, b) = (Picture.png("a"), Picture.png("b", padding: 99))
    let routes: [String: Behaviour] = [
      "/": .html(
        "<img src=/a.png><img src=/a.png><img src=/b.png><img src=/lost.png><a href=/no>1</a>"),
      "/no": .page(links: ["/a.png", "/photo"]), "/photo": .bytes(b, type: "image/png"),
      "/a.png": .bytes(a, type: "image/png"), "/b.png": .bytes(b, type: "image/png"),
      "/lost.png": .status(404),
    ]
    let site = try LoopbackSite(routes: routes)
    let folder = try TemporaryFolder()
    // The second crawl reads the pages again, and its places replace those of the first.
    for _ in 1...2 {
      let result = try crawl(site, into: folder)
      let start = try #require(result.page("/"))
      #expect(start.images == 4)
      #expect(start.image_count == 2)
      #expect(start.image_bytes == a.count + b.count)
      // One link is known to lead to an image, and the other turns out to.
      let other = try #require(result.page("/no"))
      #expect(other.image_count == 2)
      #expect(other.image_bytes == a.count + b.count)
    }
  }

  @Test func `a stored image has what its complete file says`() throws {
    let frame: [UInt8] = [0x2C, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0]
    let comment: [UInt8] = [0x21, 0xFE] + [UInt8](repeating: 255, count: 256 * 400) + [0]
    // The second frame is far behind the bytes that are examined during the transfer.
    let animation = Picture.gif("a").dropLast() + comment + frame + [0x3B]
    let cut = Picture.png("cut", padding: 200_000).dropLast(12)
    let result = try crawl([
      "/": .page(images: ["/moving.gif", "/still.gif", "/cut.png", "/turned.jpg", "/d.svg"]),
      "/moving.gif": .bytes(Array(animation), type: "image/gif"),
      "/still.gif": .bytes(Picture.gif("b"), type: "image/gif"),
      "/cut.png": .bytes(Array(cut), type: "image/png"),
      "/turned.jpg": .bytes(Self.turned, type: "image/jpeg"),
      "/d.svg": .bytes(
        Array("<svg xmlns='http://www.w3.org/2000/svg'/>".utf8), type: "image/svg+xml"),
    ])
    let moving = try #require(result.image("/moving.gif"))
    #expect(moving.animated == true && moving.truncated == false)
    let still = try #require(result.image("/still.gif"))
    #expect(still.animated == false && still.truncated == false)
    let png = try #require(result.image("/cut.png"))
    #expect(png.status == "stored" && png.truncated == true)
    let jpeg = try #require(result.image("/turned.jpg"))
    #expect(jpeg.orientation == 6 && jpeg.truncated == false)
    let drawing = try #require(result.image("/d.svg"))
    #expect(drawing.truncated == nil && drawing.orientation == nil)
  }

  /// A JPEG header with an orientation, a scan and the end.
  private static let turned: [UInt8] = {
    let tiff: [UInt8] =
      [0x4D, 0x4D, 0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0]
    let exif = Array("Exif".utf8) + [0, 0] + tiff
    return [0xFF, 0xD8, 0xFF, 0xE1, 0, UInt8(exif.count + 2)] + exif
      + [0xFF, 0xC0, 0, 8, 8, 0, 2, 0, 3, 1, 0xFF, 0xDA, 0, 2, 1, 2, 3, 0xFF, 0xD9]
  }()
}
