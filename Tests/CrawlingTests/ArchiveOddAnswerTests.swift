import CrawlModel
import Crawling
import Foundation
import TestSupport
import Testing

/// Answers with unusual heads are archived as readers understand them.
struct ArchiveOddAnswerTests {
  private func answer(
    _ raw: String, body: [UInt8] = Picture.png("a")
  ) throws -> ArchivedRecord? {
    let bytes = Array(raw.utf8) + body
    let result = try crawl([
      "/": .page(images: ["/a.png"]), "/a.png": .decide { _ in .raw(bytes, closes: true) },
    ]) { $0.archives = true }
    let records = try ArchivedRecord.all(in: result.folder.file("out/warc"))
    return records.first { $0.type == "response" && $0.address.hasSuffix("/a.png") }
  }

  @Test func `a folded header is one line`() throws {
    let answer = try answer(
      "HTTP/1.1 200 OK\r\nX-A: one\r\n  two\r\nContent-Type: image/png\r\n\r\n")
    #expect(answer?.header("X-A") == "one two")
    #expect(answer?.body == Picture.png("a"))
  }

  @Test func `interim responses are left out`() throws {
    let answer = try answer(
      "HTTP/1.1 103 Early Hints\r\nLink: </b.css>\r\n\r\nHTTP/1.1 200 Fine\r\nX-A: b\r\n\r\n")
    #expect(answer?.head.first == "HTTP/1.1 200 Fine")
    #expect(answer?.header("Link") == nil)
    #expect(answer?.header("X-A") == "b")
  }

  @Test(arguments: ["HTTP/1.0 200 OK", "HTTP/1.1 200 OK", "HTTP/1.1 200", "HTTP/1.1 200 \u{1}Odd"])
  func `the status line says HTTP 1.1`(line: String) throws {
    let answer = try answer("\(line)\r\nContent-Type: image/png\r\n\r\n")
    #expect(answer?.head.first?.hasPrefix("HTTP/1.1 200") == true)
    #expect(answer?.fields["warc-protocol"] == line.prefix(8).lowercased())
    #expect(answer?.head.first?.unicodeScalars.allSatisfy { $0.value >= 0x20 } == true)
  }

  @Test func `a line that is no field is left out`() throws {
    let answer = try answer("HTTP/1.1 200 OK\r\nnonsense\r\n: nothing\r\nX-A: b\r\n\r\n")
    let head = try #require(answer?.head)
    #expect(head.dropFirst().allSatisfy { $0.contains(":") && !$0.hasPrefix(":") })
    #expect(answer?.header("X-A") == "b")
  }

  @Test func `bytes that are not UTF-8 stay as they are`() throws {
    let head = Array("HTTP/1.1 200 OK\r\nX-A: ".utf8) + [0xE4, 0xFF] + Array("\r\n\r\n".utf8)
    let result = try crawl([
      "/": .page(images: ["/a.png"]),
      "/a.png": .decide { _ in .raw(head + Picture.png("a"), closes: true) },
    ]) { $0.archives = true }
    let records = try ArchivedRecord.all(in: result.folder.file("out/warc"))
    let answer = try #require(
      records.first { $0.type == "response" && $0.address.hasSuffix("/a.png") })
    #expect(answer.block.starts(with: head.dropLast(2)))
  }

  @Test func `a long header is archived, and one that is refused leaves no record`() throws {
    let result = try crawl([
      "/": .page(images: ["/a.png", "/b.png", "/nul.png"]),
      "/a.png": .hugeHeader(bytes: 90_000, .bytes(Picture.png("a"), type: "image/png")),
      "/b.png": .hugeHeader(bytes: 300_000, .bytes(Picture.png("b"), type: "image/png")),
      "/nul.png": .nulBytes(.bytes(Picture.png("c"), type: "image/png")),
    ]) {
      $0.archives = true
      $0.retries = 0
    }
    let records = try ArchivedRecord.all(in: result.folder.file("out/warc"))
    let long = records.first { $0.type == "response" && $0.address.hasSuffix("/a.png") }
    #expect((long?.head.map(\.utf8.count).max() ?? 0) >= 90_000)
    #expect(!records.contains { $0.address.hasSuffix("/b.png") })
    for record in records { #expect(!record.head.joined().contains("\0")) }
  }

  @Test(.enabled(if: NginxSite.isAvailable)) func `HTTP 2 is archived as readers know it`() throws {
    let files = try TemporaryFolder()
    try files.write("<img src=a.png>", to: "index.html")
    try files.write(Data(Picture.png("a")), to: "a.png")
    let site = try NginxSite(files: files.url, tls: true)
    let folder = try TemporaryFolder()
    var configuration = CrawlConfiguration(seeds: [site.url("/")], output: folder.path + "/out")
    configuration.archives = true
    configuration.certificates = try site.authority.map { try CertificateFile($0.path) }
    let summary = try Crawl(configuration).run()
    #expect(summary.images.taken == 1)
    #expect(site.accessLog.contains { $0.contains("HTTP/2.0 200 GET /a.png") })
    let records = try ArchivedRecord.all(in: folder.file("out/warc"))
    let image = records.filter { $0.address == site.url("/a.png") }
    #expect(image.map(\.type) == ["response", "request", "metadata"])
    #expect(image[0].head.first?.hasPrefix("HTTP/1.1 200") == true)
    #expect(image[0].fields["warc-protocol"] == "h2")
    #expect(image[1].head.first == "GET /a.png HTTP/1.1")
    #expect(image[1].header("host")?.hasPrefix("127.0.0.1:") == true)
  }
}
