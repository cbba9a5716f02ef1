import Addressing
import CrawlModel
import Foundation
import TestSupport
import Testing

@testable import Fetching

/// Bodies that only the end of a connection with TLS ends (RFC 9112 §9.8).
@Suite(.enabled(if: NginxSite.isAvailable, "nginx or openssl is not on this machine"))
struct TLSEndTests {
  private static let picture = Picture.png("end")
  private static let page = "<p>More of it is missing, or not."

  /// A server whose bodies have no length and are not chunked.
  private final class Server {
    private static let head =
      "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n"
    private let site: LoopbackSite
    private let nginx: NginxSite
    private let link: CutTLSLink
    private let folder: TemporaryFolder

    init(
      _ bodies: [String: [UInt8]], _ routes: [String: Behaviour] = [:], settings: String = ""
    ) throws {
      let raw = bodies.mapValues { body in
        Behaviour.raw(Array(Self.head.utf8) + body)
      }
      site = try LoopbackSite(routes: routes.merging(raw) { first, _ in first })
      folder = try TemporaryFolder()
      nginx = try NginxSite(
        files: folder.url, tls: true, offersHTTP2: false,
        settings: "chunked_transfer_encoding off; \(settings) "
          + "location / { proxy_pass http://127.0.0.1:\(site.port); }")
      link = try CutTLSLink(to: nginx.port)
    }

    /// Fetches a path, with or without the server's last message of TLS.
    func fetch(_ path: String, as kind: Job.Kind, cut: Bool) throws -> Fetched {
      let port = cut ? link.port : nginx.port
      let fetcher = try Fetcher { $0.certificates = nginx.authority?.path }
      return try fetcher.fetch("https://127.0.0.1:\(port)\(path)", as: kind)
    }
  }

  @Test(arguments: [Job.Kind.page, .robots, .optOuts, .stylesheet, .sitemap])
  func `a document is whole only if TLS says that it has ended`(kind: Job.Kind) throws {
    let server = try Server(["/a": Array(Self.page.utf8)])
    #expect(try server.fetch("/a", as: kind, cut: false).text == Self.page)
    let cut = try server.fetch("/a", as: kind, cut: true)
    #expect(cut.fault == .init(reason: .truncated, isPassing: true), "\(cut.result)")
    #expect(cut.head.status == 200)
  }

  @Test func `nothing at all is no empty robots_txt unless TLS says that it has ended`() throws {
    let server = try Server(["/robots.txt": []])
    let cut = try server.fetch("/robots.txt", as: .robots, cut: true)
    #expect(cut.fault == .init(reason: .truncated, isPassing: true), "\(cut.result)")
  }

  @Test func `an image with its own end is whole, another one only if TLS says so`() throws {
    let half = Array(Self.picture.dropLast(20))
    let server = try Server(["/whole": Self.picture, "/half": half])
    #expect(try server.fetch("/whole", as: .image, cut: true).imageBytes == Self.picture)
    #expect(try server.fetch("/half", as: .image, cut: false).imageBytes == half)
    let cut = try server.fetch("/half", as: .image, cut: true)
    #expect(cut.fault == .init(reason: .truncated, isPassing: true), "\(cut.result)")
  }

  @Test func `a compressed document with its own end is whole`() throws {
    let server = try Server(
      ["/a": Array(Self.page.utf8)],
      settings: "gzip on; gzip_types *; gzip_min_length 1; gzip_proxied any;")
    let fetched = try server.fetch("/a", as: .page, cut: true)
    #expect(fetched.head.headers["content-encoding"] == "gzip")
    #expect(fetched.text == Self.page)
  }

  @Test func `the end of TLS does not matter to a body with a length`() throws {
    let server = try Server([:], ["/a": .html(Self.page)])
    for kind in [Job.Kind.page, .robots] {
      #expect(try server.fetch("/a", as: kind, cut: true).text == Self.page)
    }
  }
}
