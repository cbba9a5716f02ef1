import Foundation
import TestSupport
import Testing

/// `magpie serve`, beside a crawl of another process and alone.
struct ServeTests {
  /// Starts a server and waits for the address that it prints.
  private func serve(
    _ folder: String, _ options: [String] = ["--port", "0"]
  ) throws -> (magpie: RunningMagpie, url: URL) {
    let magpie = try RunningMagpie(["serve", folder] + options, hasOutput: false)
    while magpie.isRunning, !magpie.stdout.hasSuffix("\n") { sched_yield() }
    let address = magpie.stdout.trimmingCharacters(in: .newlines)
    return (magpie, try #require(URL(string: address), "\(magpie.stderr)"))
  }

  private func status(_ url: URL) throws -> [String: Any] {
    let answer = try Visitor.get(url.appending(path: "status").path, at: UInt16(url.port ?? 0))
    let body = answer[(answer.firstRange(of: "\r\n\r\n")?.upperBound ?? answer.endIndex)...]
    return try objects(String(body)).first ?? [:]
  }

  @Test func `a running crawl is shown, killed or not, and a signal ends the server with 0`() throws
  {
    let site = try LoopbackSite(routes: [
      "/": .page(images: ["/a.png", "/hang.png"]), "/a.png": .picture("a"), "/hang.png": .hang,
    ])
    let magpie = try RunningMagpie([site.url("/")])
    #expect(magpie.waitForRequests(of: "/hang.png", at: site))
    let (server, url) = try serve(magpie.folder.path + "/out")
    #expect(url.host == "127.0.0.1" && url.path == "/")
    #expect(try status(url)["state"] as? String == "running")
    #expect(try status(url)["process"] as? Int == Int(magpie.processID))
    magpie.send(SIGKILL)
    #expect(magpie.wait() == 137)
    #expect(try status(url)["state"] as? String == "killed")
    server.send(SIGINT)
    #expect(server.wait() == 0)
    #expect(server.stderr.isEmpty)
  }

  @Test func `a crawl that is refreshed is shown by the same server`() throws {
    let crawl = try CrawledSite()
    let (server, url) = try serve(crawl.path)
    #expect((try status(url)["runs"] as? [Any])?.count == 1)
    let again = try Magpie.run([crawl.site.url("/"), "-o", crawl.path, "--exclude-image", "secret"])
    #expect(again.status == 0 || again.status == 1, "\(again.stderr)")
    let runs = try status(url)["runs"] as? [[String: Any]]
    #expect(runs?.map { $0["kind"] as? String } == ["crawl", "refresh"])
    // No reader keeps the crawl from closing its journal.
    #expect(
      try !FileManager.default.contentsOfDirectory(atPath: crawl.path + "/.magpie")
        .contains("crawl.sqlite-wal"))
    server.send(SIGTERM)
    #expect(server.wait() == 0)
  }

  @Test func `a port that is in use is named, with what to do`() throws {
    let crawl = try CrawledSite()
    let port = "\(crawl.site.port)"
    let outcome = try Magpie.run(["serve", crawl.path, "--port", port])
    #expect(outcome.status == 64)
    #expect(outcome.stderr.contains("Port \(port) of 127.0.0.1 is in use."))
    #expect(outcome.stderr.contains("--port 0"))
    #expect(outcome.stdout.isEmpty)
  }

  @Test func `bound to other addresses only the address with its secret is answered`() throws {
    let crawl = try CrawledSite()
    let (server, url) = try serve(crawl.path, ["--port", "0", "--bind", "0.0.0.0"])
    #expect(url.path.count == 33)
    #expect(try status(url)["state"] as? String == "complete")
    let port = UInt16(url.port ?? 0)
    #expect(try Visitor.get("/status", at: port).hasPrefix("HTTP/1.1 404 "))
    #expect(server.stderr.isEmpty)
    server.send(SIGINT)
    #expect(server.wait() == 0)
  }
}

/// `--serve`, and the gallery that is written while a crawl runs.
struct ServedCrawlTests {
  private let site: LoopbackSite

  init() throws {
    site = try LoopbackSite(routes: [
      "/": .page(images: ["/a.png", "/hang.png"]), "/a.png": .picture("a"), "/hang.png": .hang,
    ])
  }

  private func address(in text: String) -> URL? {
    text.split(whereSeparator: \.isWhitespace).first { $0.hasPrefix("http://127") }
      .flatMap { URL(string: String($0)) }
  }

  @Test func `a crawl shows itself, with what it does not record, until it ends`() throws {
    let magpie = try RunningMagpie([site.url("/"), "--serve", "--serve-port", "0"])
    #expect(magpie.waitForText(" while it runs.\n"))
    let url = try #require(address(in: magpie.stderr))
    #expect(magpie.waitForRequests(of: "/hang.png", at: site))
    let visitor = try Visitor(port: UInt16(url.port ?? 0))
    visitor.send("GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n")
    #expect(visitor.receive(until: "\"in_flight\":1}").contains("\"same_process\":true"))
    magpie.send(SIGINT)
    magpie.send(SIGTERM)
    #expect([130, 143].contains(magpie.wait()))
    let rest = visitor.receive()
    #expect(rest.contains("\"state\":\"interrupted\""))
    #expect(rest.hasSuffix("event: end\ndata: {}\n\n"))
  }

  @Test func `the line with the address is JSON if lines are`() throws {
    let magpie = try RunningMagpie(
      [site.url("/"), "--serve", "--serve-port", "0", "--log-format", "json"])
    #expect(magpie.waitForText("\"event\":\"page\""))
    let line = try #require(
      magpie.stderr.split(separator: "\n").first { $0.contains("\"event\":\"page\"") })
    #expect((try objects(String(line)).first?["url"] as? String)?.hasPrefix("http://127.") == true)
  }

  @Test func `a port in use ends the crawl before it begins, and a dry run shows nothing`() throws {
    let folder = try TemporaryFolder()
    let taken = try Magpie.run(
      [site.url("/"), "-o", folder.path + "/out", "--serve-port", "\(site.port)"])
    #expect(taken.status == 64)
    #expect(taken.stderr.contains("is in use"))
    #expect(site.requests.isEmpty)
    let dry = try Magpie.run([site.url("/"), "--dry-run", "--serve"])
    #expect(dry.status == 64)
    #expect(dry.stderr.contains("--dry-run and --serve cannot be used together"))
  }

  @Test func `the gallery is written while a crawl runs, and again at its end`() throws {
    let magpie = try RunningMagpie([site.url("/")])
    #expect(magpie.waitForRequests(of: "/hang.png", at: site))
    let out = magpie.folder.path + "/out"
    // The image is recorded a moment after it was stored.
    var page = ""
    repeat {
      let outcome = try Magpie.run(["gallery", out])
      #expect(outcome.status == 0, "\(outcome.stderr)")
      #expect(outcome.stdout == "\(out)/index.html\n")
      #expect(outcome.stderr.isEmpty)
      page = try String(contentsOf: magpie.folder.file("out/index.html"), encoding: .utf8)
      try #require(outcome.status == 0)
    } while !page.contains("1 image<")
    #expect(page.contains("The crawl is still running. Waiting: 1."))
    magpie.send(SIGINT)
    #expect(magpie.wait() == 130)
    let last = try String(contentsOf: magpie.folder.file("out/index.html"), encoding: .utf8)
    #expect(last.contains("Interrupted before the end. Not reached: 1."))
    // It knows that the page is Magpie's, and keeps no copy.
    let names = try FileManager.default.contentsOfDirectory(atPath: out)
    #expect(!names.contains { $0.hasPrefix("edited-") }, "\(names)")
    #expect(!magpie.stdout.contains("edited-"))
    #expect(try Magpie.run(["verify", out]).status == 0)
  }
}
