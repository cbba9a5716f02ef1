import CrawlModel
import Crawling
import Foundation
import TestSupport
import Testing

/// What the server of a live page answers.
@Suite(.timeLimit(.minutes(30)))
struct LivePageTests {
  /// A crawl that has ended, and its page.
  private struct Example {
    let site: LoopbackSite
    let result: CrawlResult
    let page: LivePage

    init() throws {
      site = try LoopbackSite(routes: [
        "/": .html(
          "<title>Birds <b>&amp; </title><img src=/a.png alt='&lt;b>A&lt;/b>'><img src=/lost.png>"
            + "<img src=/drawing.svg>"),
        "/a.png": .picture("a"),
        "/drawing.svg": .bytes(
          Array(
            "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><script>1</script></svg>"
              .utf8
          ), type: "image/svg+xml"),
      ])
      result = try crawl(site, into: TemporaryFolder())
      page = try LivePage(of: result.folder.path + "/out", port: 0)
    }

    var port: UInt16 { URL(string: page.address)?.port.map { UInt16($0) } ?? 0 }

    func get(_ path: String, _ fields: String = "") throws -> (head: String, body: String) {
      let answer = try Visitor.get(path, at: port, fields)
      let end = answer.firstRange(of: "\r\n\r\n")
      return (
        String(answer[..<(end?.lowerBound ?? answer.endIndex)]),
        String(answer[(end?.upperBound ?? answer.endIndex)...])
      )
    }

    func json(_ path: String) throws -> [String: Any] {
      try JSONSerialization.jsonObject(with: Data(get(path).body.utf8)) as? [String: Any] ?? [:]
    }
  }

  @Test func `the page has its policy, and its title as text`() throws {
    let example = try Example()
    let (head, body) = try example.get("/")
    #expect(head.hasPrefix("HTTP/1.1 200 OK\r\n"))
    #expect(head.contains("Content-Type: text/html; charset=utf-8"))
    #expect(head.contains("Content-Security-Policy: default-src 'none'; img-src 'self' data:"))
    #expect(head.contains("frame-ancestors 'none'"))
    #expect(body.contains("<h1 dir=\"auto\">Birds &lt;b&gt;&amp;</h1>"))
  }

  @Test func `the images come as rows, by discovery and by when they were stored`() throws {
    let example = try Example()
    let all = try example.json("/pictures?after=0")
    let rows = try #require(all["rows"] as? [[Any]])
    #expect(rows.map { $0[5] as? String } == ["png", "svg"])
    #expect(rows[0][6] as? String == "<b>A</b>")
    #expect(all["newest"] as? Int == 2)
    #expect(all["next"] == nil)
    let stored = try example.json("/pictures?stored-after=0")
    #expect(Set((stored["rows"] as? [[Any]])?.compactMap { $0[0] as? String } ?? []).count == 2)
    #expect(stored["next"] as? Int == 2)
    #expect((try example.json("/pictures?stored-after=2")["rows"] as? [Any])?.isEmpty == true)
  }

  @Test func `images with long texts come in small parts, and all of them come`() throws {
    let text = String(repeating: "long ", count: 200)
    let images = (0..<300).map { number in
      "<a href='/\(number)'><img src=/\(number).png alt='\(number) \(text)' title='\(text) too'></a>"
    }
    var routes = ["/": Behaviour.html("<title>Birds</title>" + images.joined())]
    for number in 0..<300 { routes["/\(number).png"] = .picture("\(number)") }
    let result = try crawl(LoopbackSite(routes: routes), into: TemporaryFolder())
    let page = try LivePage(of: result.folder.path + "/out", port: 0)
    let port = URL(string: page.address)?.port.map { UInt16($0) } ?? 0
    for start in ["after", "stored-after"] {
      var files: [String] = []
      var place: Int? = 0
      var parts = 0
      while let next = place {
        let answer = try Visitor.get("/pictures?\(start)=\(next)", at: port)
        #expect(answer.utf8.count < 200_000)
        let body = answer[(answer.firstRange(of: "\r\n\r\n")?.upperBound ?? answer.endIndex)...]
        let part = try #require(
          try JSONSerialization.jsonObject(with: Data(body.utf8)) as? [String: Any])
        let rows = try #require(part["rows"] as? [[Any]])
        files += rows.compactMap { $0[0] as? String }
        place = part["next"] as? Int
        parts += 1
      }
      #expect(parts > 2)
      #expect(Set(files).count == 300 && files.count == 300, "\(start)")
    }
  }

  @Test func `an image is served by its content, as what it is`() throws {
    let example = try Example()
    let digest = try #require(example.result.image("/a.png")?.sha256)
    let (head, _) = try example.get("/image/\(digest)")
    #expect(head.hasPrefix("HTTP/1.1 200 OK\r\n"))
    #expect(head.contains("Content-Type: image/png"))
    #expect(head.contains("ETag: \"\(digest)\""))
    let again = try example.get("/image/\(digest)", "If-None-Match: \"\(digest)\"\r\n")
    #expect(again.head.hasPrefix("HTTP/1.1 304 "))
    #expect(again.body.isEmpty)
  }

  @Test(arguments: ["longer", "shorter", "other"])
  func `no other bytes are served as an image`(change: String) throws {
    let example = try Example()
    let image = try #require(example.result.image("/a.png"))
    let digest = try #require(image.sha256)
    let file = example.result.folder.file("out").appending(path: try #require(image.file))
    var bytes = try Data(contentsOf: file)
    switch change {
    case "longer": bytes.append(0)
    case "shorter": bytes.removeLast()
    default: bytes[bytes.count - 1] ^= 1
    }
    try bytes.write(to: file)
    let (head, body) = try example.get("/image/\(digest)")
    #expect(head.hasPrefix("HTTP/1.1 404 "))
    #expect(body.contains("was changed"))
  }

  @Test func `an SVG may run nothing`() throws {
    let example = try Example()
    let digest = try #require(example.result.image("/drawing.svg")?.sha256)
    let (head, body) = try example.get("/image/\(digest)")
    #expect(head.contains("Content-Type: image/svg+xml"))
    #expect(head.contains("Content-Security-Policy: default-src 'none'"))
    #expect(head.contains("; sandbox"))
    #expect(!head.contains("allow-scripts"))
    #expect(body.contains("<script>"))
  }

  @Test func `no address names a file`() throws {
    let example = try Example()
    let out = example.result.folder.file("out")
    let file = try #require(example.result.image("/a.png")?.file)
    for path in [
      "/\(file)", "/image/../\(file)", "/image/%2e%2e/summary.json", "/image/..%2f..%2fetc/passwd",
      "/../summary.json", "/summary.json", "/.magpie/crawl.sqlite", "/image/", "//", "/%00",
      "/image/\(String(repeating: "0", count: 64))",
      "/image/\(String(repeating: "é", count: 32).utf8.count)",
    ] { #expect(try example.get(path).head.hasPrefix("HTTP/1.1 404 "), "\(path)") }
    // Neither a link in the place of the file, nor one in the place of its folder.
    let digest = try #require(example.result.image("/a.png")?.sha256)
    try FileManager.default.removeItem(at: out.appending(path: file))
    try FileManager.default.createSymbolicLink(
      at: out.appending(path: file), withDestinationURL: out.appending(path: "summary.json"))
    #expect(try example.get("/image/\(digest)").head.hasPrefix("HTTP/1.1 404 "))
    let other = example.result.folder.file("other")
    try FileManager.default.moveItem(at: out.appending(path: "images"), to: other)
    try FileManager.default.createSymbolicLink(
      at: out.appending(path: "images"), withDestinationURL: other)
    let drawing = try #require(example.result.image("/drawing.svg")?.sha256)
    #expect(try example.get("/image/\(drawing)").head.hasPrefix("HTTP/1.1 404 "))
  }

  @Test func `an address is explained, and an unknown or bad one said`() throws {
    let example = try Example()
    func ask(_ text: String) throws -> [String: Any] {
      let escaped = text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
      return try example.json("/explain?url=\(escaped)")
    }
    let lost = try ask(example.site.url("/lost.png"))
    let records = try #require(lost["records"] as? [[String: Any]])
    #expect(records.first?["status"] as? String == "failed")
    #expect(records.first?["reason"] as? String == "http-error")
    #expect((try ask("http://a.test/")["records"] as? [Any])?.isEmpty == true)
    #expect(try example.get("/explain?url=http%3A%2F%2F%5B").head.hasPrefix("HTTP/1.1 400 "))
    #expect(try example.get("/explain").head.hasPrefix("HTTP/1.1 400 "))
    #expect(try example.get("/explain?url=%FF").head.hasPrefix("HTTP/1.1 400 "))
  }

  @Test func `failures have their reason and their page`() throws {
    let example = try Example()
    let groups = try #require(try example.json("/failures")["groups"] as? [[String: Any]])
    #expect(groups.first?["reason"] as? String == "http-error")
    let examples = groups.first?["examples"] as? [[String: Any]]
    #expect(examples?.first?["url"] as? String == example.site.url("/lost.png"))
    #expect(examples?.first?["page"] as? String == example.site.url("/"))
  }

  @Test func `the metrics are those of Prometheus`() throws {
    let example = try Example()
    let (head, body) = try example.get("/metrics")
    #expect(head.contains("Content-Type: text/plain; version=0.0.4; charset=utf-8"))
    let path = example.result.folder.path + "/out"
    for line in [
      "magpie_images{crawl=\"\(path)\",state=\"stored\"} 2", "magpie_running{crawl=\"\(path)\"} 0",
      "magpie_failures{crawl=\"\(path)\",kind=\"image\",reason=\"http-error\"} 1",
    ] { #expect(body.contains("\n\(line)\n"), "\(body)") }
  }

  @Test func `the state comes as an event, and the end too`() throws {
    let example = try Example()
    let visitor = try Visitor(port: example.port)
    visitor.send("GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n")
    let answer = visitor.receive(until: "\n\n")
    #expect(answer.contains("Content-Type: text/event-stream"))
    #expect(answer.contains("event: state\ndata: {\"status\":{"))
    #expect(answer.contains("\"state\":\"complete\""))
    example.page.stop()
    #expect(visitor.receive().hasSuffix("event: end\ndata: {}\n\n"))
  }

  @Test func `a crawl in the same process shows what is not recorded`() throws {
    let site = try LoopbackSite(routes: [
      "/": .page(images: ["/a.png", "/hang.png"]), "/a.png": .picture("a"), "/hang.png": .hang,
    ])
    let folder = try TemporaryFolder()
    var configuration = CrawlConfiguration(seeds: [site.url("/")], output: folder.path + "/out")
    configuration.allowsPrivateAddresses = true
    let crawl = try Crawl(configuration)
    let page = try LivePage(of: folder.path + "/out", port: 0, crawl: crawl)
    let port = UInt16(URL(string: page.address)?.port ?? 0)
    let thread = Thread { _ = try? crawl.run() }
    thread.start()
    let visitor = try Visitor(port: port)
    visitor.send("GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n")
    // The image that never arrives is in flight.
    let answer = visitor.receive(until: "\"in_flight\":1}")
    #expect(answer.contains("\"same_process\":true"))
    #expect(answer.contains("\"delay\":0.000"))
    crawl.stop(grace: .zero)
    while !thread.isFinished {}
    page.stop()
    let rest = visitor.receive()
    #expect(rest.contains("\"state\":\"interrupted\""), "\(rest)")
    #expect(rest.hasSuffix("event: end\ndata: {}\n\n"))
  }

  @Test func `a folder without a crawl, and an address that is none, are refused`() throws {
    let folder = try TemporaryFolder()
    #expect(throws: CrawlError.self) { try LivePage(of: folder.path) }
    let example = try Example()
    let error = #expect(throws: CrawlError.self) {
      try LivePage(of: example.result.folder.path + "/out", bind: "localhost")
    }
    #expect(error?.message.hasPrefix("localhost is not an IP address.") == true)
  }

  @Test func `bound to all addresses the page has a secret`() throws {
    let example = try Example()
    let page = try LivePage(of: example.result.folder.path + "/out", port: 0, bind: "0.0.0.0")
    let url = try #require(URL(string: page.address))
    #expect(url.path.count == 33)
    let port = UInt16(url.port ?? 0)
    #expect(try Visitor.get("/", at: port).hasPrefix("HTTP/1.1 404 "))
    #expect(try Visitor.get(url.path + "/status", at: port).hasPrefix("HTTP/1.1 200 "))
  }
}
