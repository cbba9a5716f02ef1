import CrawlModel
import Crawling
import TestSupport
import Testing

/// Pages that are broken each in their own way, among which the crawl goes on.
struct BadPageTests {
  static let body =
    "<!doctype html><title>x</title><img src=/a.png>"
    + String(
      repeating: "<p>more ", count: 500)

  static let cases: [(name: String, behaviour: Behaviour, fate: String)] = [
    ("no bytes", .emptyBody(type: "text/html"), "empty"),
    ("60 megabytes", .big(bytes: 60_000_000, type: "text/html"), "page-too-large"),
    (
      "60 unannounced megabytes",
      .decide { _ in .chunked(.html(String(repeating: "<p>more ", count: 7_500_000))) },
      "page-too-large"
    ),
    ("60 megabytes of zeros", .gzipBomb(bytes: 60_000_000, type: "text/html"), "not-html"),
    ("NULs in a page", .html("<img src=\0/a.png><\0p>\0"), "fetched"),
    ("a body that breaks off", .partial(.html(body), missing: 100), "truncated"),
    ("chunks that break off", .chunkedTruncated(.html(body)), "truncated"),
    ("more than announced", .overlong(.html(body), extra: 100), "fetched"),
    ("a drop", .drop, "reset"), ("a reset", .reset, "reset"),
    ("a header of 300 kB", .hugeHeader(bytes: 300_000, .html(body)), "headers-too-large"),
    ("headers without end", .endlessHeaders, "headers-too-large"),
    ("a NUL in a header", .nulBytes(.html(body)), "protocol"),
    ("a header without a colon", .badHeader(.html(body)), "fetched"),
    ("an error", .status(500), "http-error"), ("a lost page", .status(404), "http-error"),
    ("no content", .status(204), "empty"),
    (
      "a lie about gzip",
      .withHeaders(["Content-Encoding": "gzip"], then: .html(body)), "fetched"
    ),
    (
      "an unknown encoding", .withHeaders(["Content-Encoding": "zip"], then: .html(body)),
      "fetched"
    ),
    (
      "a hundred thousand open elements", .html(String(repeating: "<div>", count: 100_000)),
      "fetched"
    ),
  ]

  @Test(arguments: cases.indices)
  func `a broken page has its reason and the next page is read`(index: Int) throws {
    let test = Self.cases[index]
    let result = try crawl([
      "/": .page(links: ["/bad", "/good"]), "/bad": test.behaviour,
      "/good": .page(images: ["/b.png"]), "/a.png": .picture("a"), "/b.png": .picture("b"),
    ]) { $0.retries = 0 }
    #expect(result.pageFates["/bad"] == test.fate, "\(test.name)")
    #expect(result.imageFates["/b.png"] == "stored")
  }

  @Test func `a page of nothing but NULs is no page`() throws {
    let result = try crawl([
      "/": .page(links: ["/nul"]),
      "/nul": .bytes([UInt8](repeating: 0, count: 5000), type: "text/html"),
    ])
    #expect(["fetched", "not-html"].contains(result.pageFates["/nul"]))
    #expect(result.imageFates.isEmpty)
  }

  @Test func `a seed that fails is told by the summary`() throws {
    let result = try crawl(["/": .status(404)])
    #expect(result.summary.ending == .complete)
    #expect(!result.summary.reachedSeed)
    #expect(result.exit == 69)
    #expect(result.summary.failures.map(\.httpStatus) == [404])
  }

  static let images: [(name: String, behaviour: Behaviour, fate: String)] = {
    let picture = Content.bytes(Picture.png("x", padding: 5000), type: "image/png")
    return [
      ("no bytes", .emptyBody(type: "image/png"), "empty"),
      ("no content", .status(204), "empty"),
      ("text", .wrongType("image/png", .text("sorry", type: "text/plain")), "not-an-image"),
      ("a body that breaks off", .partial(picture, missing: 100), "truncated"),
      ("chunks that break off after the whole image", .chunkedTruncated(picture), "stored"),
      ("more than announced", .overlong(picture, extra: 100), "stored"),
      ("chunks", .chunked(picture), "stored"), ("gzip", .gzip(picture), "stored"),
      ("a wrong type", .wrongType("text/html", picture), "stored"),
      ("no type", .wrongType("", picture), "stored"),
      ("a header of 300 kB", .hugeHeader(bytes: 300_000, picture), "headers-too-large"),
      ("a NUL in a header", .nulBytes(picture), "protocol"),
      (
        "a PNG of three bytes more than its signature",
        .bytes(Array(Picture.png("x").prefix(11)), type: "image/png"), "damaged-image"
      ),
      (
        "a lie about gzip", .withHeaders(["Content-Encoding": "gzip"], then: .serve(picture)),
        "stored"
      ),
    ]
  }()

  @Test(arguments: images.indices)
  func `a broken image has its reason`(index: Int) throws {
    let test = Self.images[index]
    let result = try crawl(["/": .page(images: ["/x"]), "/x": test.behaviour]) { $0.retries = 0 }
    #expect(result.imageFates == ["/x": test.fate], "\(test.name)")
  }
}
