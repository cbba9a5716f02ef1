import CrawlModel
import Crawling
import Foundation
import TestSupport
import Testing

/// Crawls of a server with TLS whose connections are cut, or that never says that they end.
@Suite(.enabled(if: NginxSite.isAvailable, "nginx or openssl is not on this machine"))
struct TLSEndTests {
  private static func open(_ text: String) -> Behaviour {
    .raw(
      Array("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n\(text)".utf8))
  }

  private func crawl(_ routes: [String: Behaviour]) throws -> (CrawlResult, LoopbackSite) {
    let site = try LoopbackSite(routes: routes)
    let files = try TemporaryFolder()
    let nginx = try NginxSite(
      files: files.url, tls: true, offersHTTP2: false,
      settings: "chunked_transfer_encoding off; "
        + "location / { proxy_pass http://127.0.0.1:\(site.port); }")
    let link = try CutTLSLink(to: nginx.port)
    let origin = "https://127.0.0.1:\(link.port)"
    let folder = try TemporaryFolder()
    var configuration = CrawlConfiguration(seeds: [origin + "/"], output: folder.path + "/out")
    configuration.retries = 1
    configuration.retryPause = .milliseconds(1)
    configuration.certificates = try nginx.authority.map { try CertificateFile($0.path) }
    let result = try CrawlResult(Crawl(configuration).run(), in: folder, origin: origin)
    try result.checkCounts()
    return (result, site)
  }

  @Test func `a robots_txt that may be cut allows nothing`() throws {
    let (result, site) = try crawl([
      "/robots.txt": Self.open("User-agent: *\nDis"), "/": .page(images: ["/a.png"]),
      "/a.png": .picture("a"),
    ])
    #expect(result.pageFates == ["/": "truncated"])
    #expect(site.requests.map(\.path) == ["/robots.txt", "/robots.txt"])
  }

  @Test func `a page that may be cut fails, unless it has its own end`() throws {
    let (result, site) = try crawl([
      "/": Self.open("<html><a href=/cut>x</a><img src=/a.png></html>\n"),
      "/cut": Self.open("<html><a href=/cut>x</a><img src=/b.p"), "/a.png": .picture("a"),
    ])
    #expect(result.pageFates == ["/": "fetched", "/cut": "truncated"])
    #expect(result.imageFates == ["/a.png": "stored"])
    #expect(site.requests(for: "/cut").count == 2)
  }
}
