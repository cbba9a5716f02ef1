import Crawling
import Foundation
import TestSupport
import Testing

/// Nothing that identifies the user is in an archive.
struct ArchiveSecretTests {
  @Test func `no credential and no cookie of any kind is archived`() throws {
    let site = try LoopbackSite(routes: [
      "/": .withHeaders(
        [
          "Set-Cookie": "id=s3cret-1; Path=/", "Authentication-Info": "nextnonce=\"s3cret-2\"",
          "X-Harmless": "kept",
        ], then: .page(images: ["/a.png"], links: ["/next", "/moved"])),
      "/next": .decide { request in
        request.header("authorization") == nil
          ? .withHeaders(["WWW-Authenticate": "Basic realm=\"a\""], then: .status(401)) : .page()
      },
      "/moved": .withHeaders(["Set-Cookie": "id=s3cret-3"], then: .redirect(to: "/next")),
      "/a.png": .picture("a"),
    ])
    let folder = try TemporaryFolder()
    let jar = try TemporaryFolder()
    let cookies = try jar.write(
      "127.0.0.1\tFALSE\t/\tFALSE\t0\tkept\ts3cret-4\n", to: "cookies.txt")
    let seed = site.url("/").replacing("http://", with: "http://user:s3cret-5@")
    let result = try crawl(site, from: [seed], into: folder) {
      $0.archives = true
      $0.cookieFile = cookies.path
      $0.headers = [
        "X-Token: s3cret-6", "Accept: image/png;s3cret-7", "Proxy-Authorization: s3cret-8",
        "Cookie: own=s3cret-9",
      ]
    }
    let sent = try #require(site.requests(for: "/a.png").first)
    let line = String(decoding: sent.head, as: UTF8.self)
    for number in [4, 6, 7, 9] { #expect(line.contains("s3cret-\(number)")) }
    #expect(sent.header("authorization") != nil)

    let records = try ArchivedRecord.all(in: result.folder.file("out/warc"))
    #expect(records.contains { result.short($0.address) == "/moved" })
    for record in records {
      let text = record.text + record.fields.map { "\($0): \($1)" }.joined(separator: "\n")
      for secret in ["s3cret", "authorization", "dXNlcjpzM2NyZXQtNQ", "cookie"] {
        #expect(!text.lowercased().contains(secret.lowercased()), "\(record.type): \(text)")
      }
    }
    let page = try #require(
      records.first { $0.type == "response" && result.short($0.address) == "/" })
    #expect(page.header("X-Harmless") == "kept")
  }
}
