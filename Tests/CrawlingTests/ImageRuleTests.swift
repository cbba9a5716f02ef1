import CrawlModel
import Crawling
import TestSupport
import Testing

struct ImageRuleTests {
  static let shapes: [String: Behaviour] = [
    "/": .page(images: ["/wide.png", "/narrow.png", "/low.gif", "/liar.jpg"]),
    "/wide.png": .picture("wide", width: 900, height: 300),
    "/narrow.png": .picture("narrow", width: 90, height: 300),
    "/low.gif": .bytes(Picture.gif("low", width: 900, height: 30), type: "image/gif"),
    "/liar.jpg": .bytes(Picture.gif("liar"), type: "image/jpeg"),
  ]

  @Test func `formats are judged by content`() throws {
    let result = try crawl(Self.shapes) { $0.formats = [.gif] }
    #expect(
      result.imageFates == [
        "/wide.png": "format", "/narrow.png": "format", "/low.gif": "stored",
        "/liar.jpg": "stored",
      ])
    #expect(result.image("/liar.jpg")?.format == "gif")
    #expect(result.image("/liar.jpg")?.file?.hasSuffix(".gif") == true)
  }

  @Test func `what is narrower, lower or larger than wanted is left out`() throws {
    let result = try crawl(Self.shapes) {
      $0.minimumWidth = 100
      $0.minimumHeight = 100
      $0.maximumPixels = 100_000
    }
    #expect(
      result.imageFates == [
        "/wide.png": "too-many-pixels", "/narrow.png": "too-small", "/low.gif": "too-small",
        "/liar.jpg": "stored",
      ])
  }

  @Test func `an image of just the wanted size is stored`() throws {
    let bytes = Picture.png("exact", width: 100, height: 50)
    let result = try crawl([
      "/": .page(images: ["/exact.png"]), "/exact.png": .bytes(bytes, type: "image/png"),
    ]) {
      $0.minimumWidth = 100
      $0.minimumHeight = 50
      $0.maximumPixels = 5000
      $0.minimumBytes = bytes.count
      $0.maximumBytes = bytes.count
    }
    #expect(result.imageFates == ["/exact.png": "stored"])
  }

  @Test func `an image with too few bytes is left out, announced or not`() throws {
    let bytes = Picture.png("small")
    let result = try crawl([
      "/": .page(images: ["/announced.png", "/chunked.png"]),
      "/announced.png": .bytes(bytes, type: "image/png"),
      "/chunked.png": .chunked(.bytes(bytes, type: "image/png")),
    ]) { $0.minimumBytes = bytes.count + 1 }
    #expect(
      result.imageFates == ["/announced.png": "too-few-bytes", "/chunked.png": "too-few-bytes"])
  }

  @Test func `an image with too many bytes is cut off, announced or not`() throws {
    let result = try crawl([
      "/": .page(images: ["/announced.png", "/chunked.png", "/by-one.png"]),
      "/announced.png": .big(bytes: 1 << 40, type: "image/png"),
      "/chunked.png": .chunked(
        .bytes(Picture.png("padded", padding: 300_000), type: "image/png")),
      "/by-one.png": .bytes(Picture.png("one", padding: 200_000), type: "image/png"),
    ]) { $0.maximumBytes = Picture.png("one", padding: 200_000).count - 1 }
    #expect(
      result.imageFates == [
        "/announced.png": "too-large", "/chunked.png": "too-large", "/by-one.png": "too-large",
      ])
  }

  @Test func `bodies without end are cut off and the crawl goes on`() throws {
    let result = try crawl([
      "/": .page(images: ["/noise.png", "/a.png"], links: ["/endless.html", "/endless.bin"]),
      "/noise.png": .endlessBody(type: "image/png"),
      "/endless.html": .endlessBody(type: "text/html"),
      "/endless.bin": .endlessBody(type: "application/octet-stream"),
      "/a.png": .picture("a"),
    ])
    #expect(result.imageFates == ["/noise.png": "not-an-image", "/a.png": "stored"])
    #expect(
      result.pageFates == [
        "/": "fetched", "/endless.html": "not-html", "/endless.bin": "not-html",
      ])
  }

  @Test(arguments: FileLayout.allCases)
  func `each layout stores the same contents`(layout: FileLayout) throws {
    let result = try crawl(Self.shapes) { $0.layout = layout }
    #expect(result.imageFates.values.allSatisfy { $0 == "stored" })
    let files = result.images.compactMap(\.file)
    switch layout {
    case .site: #expect(files.allSatisfy { $0.hasPrefix("images/127.0.0.1") })
    case .hash:
      for image in result.images {
        let digest = try #require(image.sha256)
        let file = try #require(image.file)
        #expect(file.hasPrefix("images/\(digest.prefix(2))/\(digest)."))
      }
    case .flat: #expect(files.allSatisfy { $0.split(separator: "/").count == 2 })
    case .pattern: Issue.record("a pattern has tests of its own")
    }
  }
}
