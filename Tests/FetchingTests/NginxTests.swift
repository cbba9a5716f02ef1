import Addressing
import CrawlModel
import Files
import Foundation
import TestSupport
import Testing

@testable import Fetching

/// A real server, with TLS, HTTP/2 and compression.
@Suite(.enabled(if: NginxSite.isAvailable, "nginx or openssl is not on this machine"))
struct NginxTests {
  private let text = String(repeating: "<p>The quick magpie. ", count: 400)

  private func files() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    for number in 0..<30 { try folder.write("\(number) \(text)", to: "\(number).html") }
    try folder.write(Data(Picture.png("x", padding: 600_000)), to: "x.png")
    return folder
  }

  @Test func `many requests share one connection of HTTP 2`() throws {
    let folder = try files()
    let site = try NginxSite(files: folder.url, tls: true)
    let fetcher = try Fetcher(capacity: 10) { $0.certificates = site.authority?.path }
    let jobs = try (0..<30).map { number in
      Assignment(Job(address: try WebAddress(site.url("/\(number).html")), kind: .page))
    }
    let ended = fetcher.fetch(jobs)
    for number in 0..<30 {
      #expect(ended[site.url("/\(number).html")]?.text == "\(number) \(text)")
    }
    while site.accessLog.count < 30 { sched_yield() }
    let words = site.accessLog.map { $0.split(separator: " ") }
    #expect(words.allSatisfy { $0[1] == "HTTP/2.0" })
    #expect(Set(words.map { $0[0] }).count == 1)
  }

  @Test func `a certificate of an unknown authority is refused unless it is not verified`() throws {
    let folder = try files()
    let site = try NginxSite(files: folder.url, tls: true)
    let strict = try Fetcher().fetch(site.url("/0.html"))
    #expect(strict.fault?.reason == .tls)
    #expect(strict.fault?.isPassing == false)
    #expect(strict.response == nil)
    let lax = try Fetcher { $0.verifiesCertificates = false }.fetch(site.url("/0.html"))
    #expect(lax.text == "0 \(text)")
  }

  @Test func `a server that does not speak TLS`() throws {
    let folder = try files()
    let site = try NginxSite(files: folder.url)
    let fetched = try Fetcher().fetch("https://127.0.0.1:\(site.port)/0.html")
    #expect(fetched.fault?.reason == .tls)
    #expect(fetched.response == nil)
  }

  @Test func `compressed bodies arrive as they were`() throws {
    let folder = try files()
    let site = try NginxSite(
      files: folder.url, settings: "gzip on; gzip_min_length 1; gzip_types *;")
    let fetcher = try Fetcher()
    let page = try fetcher.fetch(site.url("/7.html"))
    #expect(page.text == "7 \(text)")
    #expect(page.head.headers["content-encoding"] == "gzip")
    #expect(page.response?.bytes == 2 + text.utf8.count)
    let image = try fetcher.fetch(site.url("/x.png"), as: .image)
    guard case .image(let content, _) = image.result, case .file(let file) = content.place else {
      Issue.record("the picture is \(image.result)")
      return
    }
    #expect(
      try Data(contentsOf: URL(filePath: file.path)) == Data(Picture.png("x", padding: 600_000)))
  }
}
