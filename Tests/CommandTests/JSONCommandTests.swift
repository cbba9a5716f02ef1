import Foundation
import TestSupport
import Testing

/// The commands that read a folder, with `--json`.
struct JSONCommandTests {
  private func json(_ arguments: String..., status: Int32 = 0) throws -> [String: Any] {
    let outcome = try Magpie.run(arguments + ["--json"])
    #expect(outcome.status == status)
    #expect(outcome.stderr.isEmpty)
    let lines = try objects(outcome.stdout)
    #expect(lines.count == 1)
    return try #require(lines.first)
  }

  @Test func `status`() throws {
    let crawl = try CrawledSite()
    let status = try json("status", crawl.path)
    #expect(status["state"] as? String == "complete")
    #expect(status["process"] == nil && status["addresses_per_second"] == nil)
    let images = try #require(status["images"] as? [String: Any])
    #expect(images["discovered"] as? Int == 4 && images["stored"] as? Int == 1)
    #expect(images["failed"] as? [String: Int] == ["http-error": 1])
    let runs = try #require(status["runs"] as? [[String: Any]])
    #expect(runs.count == 1 && runs[0]["run"] as? Int == 1 && runs[0]["kind"] as? String == "crawl")
    let hosts = try #require(status["hosts"] as? [[String: Any]])
    #expect(hosts.first?["host"] as? String == "http://127.0.0.1:\(crawl.site.port)")
    #expect(status["waiting"] as? Int == 0 && status["time"] is String)
  }

  @Test func `status of a crawl that runs`() throws {
    let site = try LoopbackSite(routes: [
      "/": .page(images: ["/hang.png"]), "/hang.png": .hang,
    ])
    let magpie = try RunningMagpie([site.url("/")])
    #expect(magpie.waitForRequests(of: "/hang.png", at: site))
    let status = try json("status", magpie.folder.path + "/out")
    #expect(status["state"] as? String == "running")
    #expect(status["process"] as? Int == Int(magpie.processID))
    #expect(status["addresses_per_second"] is Int && status["bytes_per_second"] is Int)
    magpie.send(SIGKILL)
    #expect(magpie.wait() == 137)
    #expect(try json("status", magpie.folder.path + "/out")["state"] as? String == "killed")
  }

  @Test func `verify`() throws {
    let crawl = try CrawledSite()
    let fine = try json("verify", crawl.path)
    #expect(fine["files"] as? Int == 1 && (fine["differences"] as? [Any])?.isEmpty == true)
    try crawl.folder.write("x", to: "out/images/other \"1\".txt")
    let wrong = try json("verify", crawl.path, status: 1)
    #expect(
      wrong["differences"] as? [[String: String]]
        == [["kind": "unknown", "file": "images/other \"1\".txt"]])
  }

  @Test func `explain`() throws {
    let crawl = try CrawledSite()
    let url = crawl.site.url("/lost.png")
    let lost = try json("explain", crawl.path, url)
    #expect(lost["url"] as? String == url)
    let record = try #require((lost["records"] as? [[String: Any]])?.first)
    #expect(record["status"] as? String == "failed" && record["reason"] as? String == "http-error")
    #expect(record["http_status"] as? Int == 404 && record["requested"] as? Bool == true)
    #expect(
      record["path"] as? [[String: String]]
        == [["url": crawl.site.url("/")], ["url": url, "via": "img[src]"]])
    #expect((record["found"] as? [[String: Any]])?.count == 1 && record["found_count"] as? Int == 1)
    let skipped = try json("explain", crawl.path, crawl.site.url("/secret.png"))
    let rule = try #require((skipped["records"] as? [[String: Any]])?.first)
    #expect(rule["reason"] as? String == "excluded" && rule["requested"] as? Bool == false)
    let unknown = try json("explain", crawl.path, crawl.site.url("/never"), status: 1)
    #expect((unknown["records"] as? [Any])?.isEmpty == true)
  }

  private func record(_ folder: String, _ url: String) throws -> [String: Any] {
    let object = try json("explain", folder, url)
    return try #require((object["records"] as? [[String: Any]])?.first)
  }

  @Test func `explain says whether an address was requested`() throws {
    let site = try LoopbackSite(routes: [
      "/": .page(
        images: ["/secret/a.png", "/k.png", "/b.gif", "/tmp.png"], links: ["/secret/", "/1", "/2"]),
      "/robots.txt": .bytes(Array("User-agent: *\nDisallow: /secret/".utf8), type: "text/plain"),
      "/k.png": .picture("k"),
      "/b.gif": .bytes(Picture.gif("b"), type: "image/gif"),
      "/tmp.png": .failTimes(1, then: .picture("t")), "/1": .page(), "/2": .page(),
    ])
    let folder = try TemporaryFolder()
    let (known, output) = (folder.path + "/known", folder.path + "/out")
    try folder.write(site.url("/k.png"), to: "list")
    #expect(try Magpie.run(["fetch", folder.path + "/list", "-o", known]).status == 0)
    let outcome = try Magpie.run([
      site.url("/"), "-o", output, "--known", known, "--formats", "png", "--threads", "1",
      "--max-pages-per-host", "2", "--per-host", "1",
    ])
    #expect(outcome.status == 0, "\(outcome.stdout)")
    for (path, reason) in [
      ("/secret/", "robots"), ("/secret/a.png", "robots"), ("/k.png", "known"),
      ("/2", "host-budget"),
    ] {
      let record = try record(output, site.url(path))
      #expect(record["reason"] as? String == reason && record["requested"] as? Bool == false)
      let text = try Magpie.run(["explain", output, site.url(path)]).stdout
      #expect(text.contains("skipped by a rule (\(reason)); not requested"), "\(text)")
    }
    let format = try record(output, site.url("/b.gif"))
    #expect(format["reason"] as? String == "format" && format["requested"] as? Bool == true)
    let retried = try record(output, site.url("/tmp.png"))
    #expect(retried["status"] as? String == "stored" && retried["requested"] as? Bool == true)
  }

  @Test(arguments: [(["--no-robots"], true), ([], false)])
  func `explain tells a failed address from one whose robots.txt failed`(
    options: [String], isRequested: Bool
  ) throws {
    let site = try LoopbackSite(routes: ["/": .drop, "/robots.txt": .drop])
    let folder = try TemporaryFolder()
    let output = folder.path + "/out"
    try folder.write(site.url("/"), to: "list")
    // A list keeps its folder although nothing was fetched.
    let arguments = ["fetch", folder.path + "/list", "-o", output, "--retries", "0"] + options
    #expect(try Magpie.run(arguments).status == 69)
    let record = try record(output, site.url("/"))
    #expect(record["reason"] as? String == "reset", "\(record)")
    #expect(record["requested"] as? Bool == isRequested)
    #expect(site.requests(for: "/").isEmpty == !isRequested)
  }

  @Test func `the requests that explain lists have their errors`() throws {
    let site = try LoopbackSite(routes: [
      "/": .page(images: ["/a.png"]), "/a.png": .drop,
    ])
    let folder = try TemporaryFolder()
    #expect(
      try Magpie.run([site.url("/"), "-o", folder.path + "/out", "--retries", "1"]).status == 1)
    let record = try record(folder.path + "/out", site.url("/a.png"))
    let attempts = try #require(record["attempts"] as? [[String: Any]])
    #expect(attempts.first?["reason"] as? String == "reset")
    #expect((attempts.first?["error"] as? String)?.isEmpty == false)
  }
}
