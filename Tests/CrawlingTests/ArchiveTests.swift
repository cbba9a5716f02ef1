import CrawlModel
import Crawling
import Foundation
import TestSupport
import Testing

/// What a crawl with `--warc` leaves in the folder `warc`.
struct ArchiveTests {
  private func records(_ result: CrawlResult) throws -> [ArchivedRecord] {
    try ArchivedRecord.all(in: result.folder.file("out/warc"))
  }

  private func archived(
    _ routes: [String: Behaviour], _ adjust: (inout CrawlConfiguration) -> Void = { _ in }
  ) throws -> (CrawlResult, [ArchivedRecord]) {
    let result = try crawl(routes) { configuration in
      configuration.archives = true
      adjust(&configuration)
    }
    return (result, try records(result))
  }

  @Test func `every exchange is archived with its request and its response`() throws {
    let (result, records) = try archived([
      "/": .page(images: ["/a.png", "/lost.png", "/hop.png"], links: ["/moved", "/broken"]),
      "/a.png": .picture("a"), "/hop.png": .redirect(to: "/b.png"), "/b.png": .picture("b"),
      "/moved": .redirect(status: 301, to: "/next"), "/next": .page(), "/broken": .status(500),
    ]) { $0.retries = 0 }
    var fates: [String: String] = [:]
    // The same words with several errors are the same bytes.
    for record in records where ["response", "revisit"].contains(record.type) {
      fates[result.short(record.address)] = record.head.first
    }
    #expect(
      fates == [
        "/": "HTTP/1.1 200 OK", "/robots.txt": "HTTP/1.1 404 Not Found",
        "/sitemap.xml": "HTTP/1.1 404 Not Found", "/a.png": "HTTP/1.1 200 OK",
        "/lost.png": "HTTP/1.1 404 Not Found", "/hop.png": "HTTP/1.1 302 Found",
        "/b.png": "HTTP/1.1 200 OK", "/moved": "HTTP/1.1 301 Moved Permanently",
        "/next": "HTTP/1.1 200 OK", "/broken": "HTTP/1.1 500 Internal Server Error",
        "/favicon.ico": "HTTP/1.1 404 Not Found", "/ai.txt": "HTTP/1.1 404 Not Found",
        "/.well-known/tdmrep.json": "HTTP/1.1 404 Not Found",
      ])
    let answers = records.filter { ["response", "revisit"].contains($0.type) }
    for answer in answers {
      let id = try #require(answer.fields["warc-record-id"])
      let others = records.filter { $0.fields["warc-concurrent-to"] == id }
      #expect(others.map(\.type) == ["request", "metadata"], "\(answer.address)")
      #expect(others.allSatisfy { $0.address == answer.address })
      #expect(answer.fields["warc-ip-address"] == "127.0.0.1")
      #expect(answer.fields["warc-protocol"] == "http/1.1")
      let path = result.short(answer.address)
      #expect(others.first?.head.first == "GET \(path) HTTP/1.1")
    }
    let image = try #require(answers.first { $0.address.hasSuffix("/a.png") })
    #expect(image.body == Picture.png("a"))
    #expect(image.header("Content-Type") == "image/png")
    #expect(!(try result.folder.contents().contains { $0.hasSuffix(".open") }))
  }

  @Test func `nothing is archived unless it is asked for`() throws {
    let result = try crawl(["/": .page(images: ["/a.png"]), "/a.png": .picture("a")])
    #expect(!FileManager.default.fileExists(atPath: result.folder.path + "/out/warc"))
  }

  @Test func `the metadata have the page, the place in it, and the alternative texts`() throws {
    let (result, records) = try archived([
      "/": .html("<img src=\"/a.png\" alt=\"A robin\non a branch\"><img src=\"/hop.png\">"),
      "/a.png": .picture("a"), "/hop.png": .redirect(to: "/b.png"), "/b.png": .picture("b"),
    ])
    func metadata(_ path: String) -> [String] {
      records.first { $0.type == "metadata" && result.short($0.address) == path }?.text
        .components(separatedBy: "\r\n").filter { !$0.isEmpty } ?? []
    }
    let origin = result.origin
    #expect(
      metadata("/") == [
        "discovered-by: seed", "outlink: \(origin)/a.png E img[src]",
        "alt: \(origin)/a.png A robin on a branch", "outlink: \(origin)/hop.png E img[src]",
      ])
    #expect(metadata("/a.png") == ["via: \(origin)/", "discovered-by: img[src]"])
    #expect(
      metadata("/b.png") == [
        "via: \(origin)/", "discovered-by: img[src]", "redirected-from: \(origin)/hop.png",
      ])
  }

  @Test func `the same bytes are archived once`() throws {
    let (result, records) = try archived(
      [
        "/": .page(images: ["/a.png", "/same.png"]),
        "/a.png": .picture("a"), "/same.png": .picture("a"),
      ]) { $0.threads = 1 }
    let images = records.filter { $0.address.hasSuffix(".png") && $0.type.hasPrefix("re") }
      .filter { $0.type != "request" }
    #expect(images.map(\.type).sorted() == ["response", "revisit"])
    let revisit = try #require(images.first { $0.type == "revisit" })
    #expect(
      revisit.fields["warc-profile"]
        == "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest")
    #expect(revisit.body.isEmpty)
    #expect(revisit.header("Content-Type") == "image/png")
    #expect(result.summary.images.duplicate == 1)
  }

  @Test func `what has not changed refers to what is in the archive`() throws {
    let folder = try TemporaryFolder()
    let site = try LoopbackSite(routes: [
      "/": .page(images: ["/a.png"]),
      "/a.png": .decide { request in
        request.header("if-none-match") == "\"1\""
          ? .status(304) : .withHeaders(["ETag": "\"1\""], then: .picture("a"))
      },
    ])
    _ = try crawl(site, into: folder) { $0.archives = true }
    let result = try crawl(site, into: folder) { $0.archives = true }
    #expect(result.image("/a.png")?.fate == "unchanged")
    let answers = try records(result).filter { $0.address.hasSuffix("/a.png") }
      .filter { ["response", "revisit"].contains($0.type) }
    #expect(answers.map(\.type) == ["response", "revisit"])
    let revisit = try #require(answers.last)
    #expect(
      revisit.fields["warc-profile"]
        == "http://netpreserve.org/warc/1.1/revisit/server-not-modified")
    #expect(revisit.head.isEmpty, "replay would answer with it")
    #expect(revisit.fields["content-length"] == "0")
    #expect(
      revisit.fields["warc-payload-digest"] == answers.first?.fields["warc-payload-digest"])
    // The page is the same, without a condition.
    let pages = try records(result).filter { result.short($0.address) == "/" }
    #expect(
      pages.map(\.type).filter { $0.hasPrefix("re") && $0 != "request" } == ["response", "revisit"])
  }

  @Test func `an archive that begins with a refresh gets what has not changed in full`() throws {
    let folder = try TemporaryFolder()
    let site = try LoopbackSite(routes: [
      "/": .page(images: ["/a.png"]),
      "/a.png": .decide { request in
        request.header("if-none-match") == "\"1\""
          ? .status(304) : .withHeaders(["ETag": "\"1\""], then: .picture("a"))
      },
    ])
    _ = try crawl(site, into: folder)
    let result = try crawl(site, into: folder) { $0.archives = true }
    #expect(result.image("/a.png")?.fate == "unchanged")
    let answers = try records(result).filter { $0.address.hasSuffix("/a.png") }
    #expect(answers.map(\.type) == ["response", "request", "metadata"])
    #expect(answers.first?.body == Picture.png("a"))
  }

  @Test func `a coding is removed with its name`() throws {
    let page = "<title>Packed</title><img src=\"/a.png\">"
    let (result, records) = try archived([
      "/": .gzip(.html(page)), "/a.png": .chunked(.bytes(Picture.png("a"), type: "image/png")),
    ])
    func answer(_ path: String) -> ArchivedRecord? {
      records.first { $0.type == "response" && result.short($0.address) == path }
    }
    #expect(answer("/")?.body == Array(page.utf8))
    #expect(answer("/")?.header("x-orig-content-encoding") == "gzip")
    #expect(answer("/")?.header("content-encoding") == nil)
    #expect(answer("/")?.header("x-orig-content-length") != nil)
    #expect(answer("/a.png")?.body == Picture.png("a"))
    #expect(answer("/a.png")?.header("x-orig-transfer-encoding") == "chunked")
  }

  @Test func `a transfer that a rule cancels is not archived`() throws {
    let (result, records) = try archived([
      "/": .page(images: ["/small.png", "/big.png", "/cut.png"]),
      "/small.png": .picture("s", width: 10, height: 10), "/big.png": .picture("b"),
      "/cut.png": .partial(.bytes(Picture.png("c", padding: 9000), type: "image/png"), missing: 50),
    ]) {
      $0.minimumWidth = 100
      $0.retries = 0
    }
    #expect(result.image("/small.png")?.fate == "too-small")
    let archived = Set(records.map { result.short($0.address) })
    #expect(archived.contains("/big.png"))
    #expect(!archived.contains("/small.png"))
    #expect(!archived.contains("/cut.png"))
  }

  @Test func `a body that is read in part is marked`() throws {
    let long = String(repeating: "# nothing\n", count: 100_000)
    let (result, records) = try archived([
      "/": .page(images: ["/lost.png"]), "/robots.txt": .serve(.text(long, type: "text/plain")),
      "/lost.png": .decide { _ in .raw(Self.longError, closes: true) },
    ])
    for path in ["/robots.txt", "/lost.png"] {
      let answer = try #require(
        records.first { $0.type == "response" && result.short($0.address) == path })
      #expect(answer.fields["warc-truncated"] == "length", "\(path)")
      #expect(answer.body.count >= 64 * 1024)
    }
  }

  private static let longError =
    Array("HTTP/1.1 404 Not Found\r\nContent-Length: 200000\r\n\r\n".utf8)
    + [UInt8](repeating: 0x61, count: 200_000)

  @Test func `a file does not get larger than asked, unless one exchange is`() throws {
    let names = (0..<12).map { "/\($0).png" }
    var routes: [String: Behaviour] = ["/": .page(images: names)]
    for name in names {
      routes[name] = .bytes(Picture.png(name, padding: 300_000), type: "image/png")
    }
    let (result, records) = try archived(routes) {
      $0.maximumArchiveBytes = 1_000_000
      $0.threads = 1
    }
    let files = Set(records.map(\.file))
    #expect(files.count == 4)
    for file in files {
      let path = result.folder.path + "/out/warc/" + file
      let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int
      #expect(try #require(size) <= 1_000_000)
      #expect(file.wholeMatch(of: /127\.0\.0\.1-\d{14}-\d{5}\.warc\.gz/) != nil, "\(file)")
    }
    #expect(records.count { $0.type == "response" && $0.address.hasSuffix(".png") } == 12)
  }

  @Test func `the description names the program and the rules, and nobody's machine`() throws {
    let (_, records) = try archived(["/": .page()]) { $0.contact = "mailto:a@example.com" }
    let text = try #require(records.first { $0.type == "warcinfo" }).text
    let version = MagpieVersion.current
    #expect(
      text.components(separatedBy: "\r\n") == [
        "software: magpie/\(version)", "format: WARC File Format 1.1",
        "conformsTo: http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
        "robots: obey", "http-header-user-agent: magpie/\(version) (+mailto:a@example.com)",
        "operator: mailto:a@example.com", "isPartOf: 127.0.0.1", "",
      ])
  }
}
