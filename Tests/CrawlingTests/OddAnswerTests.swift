import CrawlModel
import Crawling
import Foundation
import TestSupport
import Testing

/// Sites whose servers code, announce and cut wrongly: every image is stored all the same.
struct OddAnswerTests {
  private static func answer(_ lines: String, _ body: [UInt8]) -> [UInt8] {
    Array("HTTP/1.1 200 OK\r\n\(lines)Connection: close\r\n\r\n".utf8) + body
  }

  @Test(arguments: ["UTF-8", "aws-chunked", "binary", "webp", "", "gzip", "br", "none, x"])
  func `no word in Content-Encoding costs a page, an image or a robots txt`(word: String) throws {
    let coding = ["Content-Encoding": word]
    let result = try crawl([
      "/robots.txt": .withHeaders(
        coding, then: .bytes(Array("User-agent: *\nDisallow: /no\n".utf8), type: "text/plain")),
      "/": .withHeaders(coding, then: .page(images: ["/a", "/no/b"], links: ["/p"])),
      "/p": .withHeaders(coding, then: .page(images: ["/c"])),
      "/a": .withHeaders(coding, then: .picture("a")), "/c": .picture("c"),
      "/no/b": .picture("b"),
    ])
    #expect(result.imageFates == ["/a": "stored", "/c": "stored", "/no/b": "robots"])
    #expect(result.exit == 0)
  }

  @Test func `an answer that ends amid its head is requested again`() throws {
    let picture = Picture.png("a")
    let head = "Content-Type: image/png\r\nContent-Length: \(picture.count)\r\n"
    let whole = Self.answer(head, picture)
    let cuts = 0..<whole.count - picture.count
    var routes = Dictionary(
      uniqueKeysWithValues: cuts.map { cut in
        ("/\(cut)", Behaviour.failTimes(1, with: .raw(Array(whole[..<cut])), then: .raw(whole)))
      })
    routes["/"] = .page(images: cuts.map { "/\($0)" })
    let result = try crawl(routes)
    #expect(Set(result.imageFates.values).isSubset(of: ["stored", "duplicate"]))
    #expect(result.imageFates.count == cuts.count)
  }

  @Test(arguments: ["jpeg.jpg", "lossy.webp", "lossless.webp"])
  func `a real image that is whole by its own end is stored`(file: String) throws {
    let image = [UInt8](try Fixture.data("sites/formats/public/right/" + file))
    let long = Self.answer("Content-Length: \(image.count + 9)\r\n", image)
    let result = try crawl([
      "/": .page(images: ["/long", "/half"]), "/long": .raw(long), "/half": .raw(long.dropLast(9)),
    ])
    #expect(result.imageFates == ["/long": "stored", "/half": "truncated"])
  }

  @Test(arguments: ["jpeg.jpg", "lossy.webp"])
  func `an image that was cut in what is behind its end is requested again`(file: String) throws {
    let image = [UInt8](try Fixture.data("sites/formats/public/right/" + file))
    let film = (0..<5000).map { UInt8(truncatingIfNeeded: $0 &* 7919 >> 3) }
    let whole = Self.answer("Content-Length: \(image.count + film.count)\r\n", image + film)
    let result = try crawl([
      "/": .page(images: ["/a"]),
      "/a": .failTimes(1, with: .raw(whole.dropLast(4000)), then: .raw(whole)),
    ])
    #expect(result.imageFates == ["/a": "stored"])
    #expect(result.image("/a")?.bytes == image.count + film.count)
  }

  @Test func `an image whose connection stays open is stored`() throws {
    let image = Picture.gif("a")
    let answer = Array("HTTP/1.1 200 OK\r\nContent-Type: image/gif\r\n\r\n".utf8) + image
    let result = try crawl([
      "/": .page(images: ["/a"]), "/a": .raw(answer, closes: false),
    ]) { $0.timeout = .seconds(2) }
    #expect(result.imageFates == ["/a": "stored"])
  }

  @Test func `a warning of PHP amid the head hides nothing`() throws {
    let lines = "PHP Warning  cannot modify header information\r\nContent-Type: "
    let page = Array("<!doctype html><img src=/a>".utf8)
    let result = try crawl([
      "/": .raw(Self.answer(lines + "text/html\r\n", page)),
      "/a": .raw(Self.answer(lines + "image/png\r\n", Picture.png("a"))),
    ])
    #expect(result.imageFates == ["/a": "stored"])
  }
}
