import Foundation
import TestSupport
import Testing

/// What a first try that failed leaves behind, and the tries after it.
struct FirstTriesTests {
  private let folder: TemporaryFolder
  private let site: LoopbackSite

  init() throws {
    folder = try TemporaryFolder()
    site = try LoopbackSite(routes: [
      "/": .page(images: ["/a.png"]), "/a.png": .picture("a"), "/closed": .status(403),
      "/slow": .hang, "/away": .redirect(to: "http://elsewhere.invalid/"),
    ])
  }

  private func magpie(_ arguments: String...) throws -> Shell.Outcome {
    try Magpie.run(arguments + ["--retries", "0", "--proxy", ""], in: folder)
  }

  @Test func `a folder that was made for nothing is removed with its parents`() throws {
    #expect(try magpie(site.url("/closed"), "-o", "a/b/c").status == 69)
    #expect(try folder.contents().isEmpty)
    #expect(!FileManager.default.fileExists(atPath: folder.file("a").path))
  }

  @Test func `a folder that was there before stays with the records`() throws {
    try folder.write("mine", to: "a/notes")
    #expect(try magpie(site.url("/closed"), "-o", "a/b").status == 69)
    #expect(try folder.contents() == ["a/notes"])
    #expect(try magpie(site.url("/closed"), "-o", "a").status == 69)
    let names = try folder.contents()
    #expect(names.contains("a/notes") && names.contains("a/pages.jsonl"))
    #expect(!names.contains("a/index.html"), "there is no gallery of nothing")
    let page = try #require(
      try objects(String(contentsOf: folder.file("a/pages.jsonl"), encoding: .utf8)).first)
    #expect(page["http_status"] as? Int == 403)
  }

  @Test func `another folder in it stays too`() throws {
    try folder.write("", to: "out/images/mine.png")
    #expect(try magpie(site.url("/closed"), "-o", "out").status == 69)
    #expect(try folder.contents().contains("out/images/mine.png"))
  }

  @Test(arguments: ["/closed", "/away"])
  func `a corrected address and other options are taken in the same folder`(path: String) throws {
    try folder.write("", to: "out/notes")
    #expect(try magpie(site.url(path), "-o", "out").status == 69)
    let outcome = try magpie(site.url("/"), "-o", "out", "--depth", "2", "--layout", "flat")
    #expect(outcome.status == 0, "\(outcome.stderr)")
    #expect(outcome.stdout.hasPrefix("Complete: 1 image ("))
    let lines = try String(contentsOf: folder.file("out/pages.jsonl"), encoding: .utf8)
    #expect(!lines.contains(path), "nothing of the first try is left")
    #expect(try magpie(site.url("/closed"), "-o", "out").status == 73, "now it is bound")
    let status = try Magpie.run(["status", "out"], in: folder)
    #expect(status.status == 0, "\(status.stderr)")
  }

  @Test func `a try that was interrupted before anything came does not bind either`() throws {
    let running = try RunningMagpie([site.url("/slow"), "--no-sitemaps"], in: folder)
    #expect(running.waitForRequests(of: "/slow", at: site))
    running.send(SIGINT)
    running.send(SIGINT)
    #expect(running.wait() == 130)
    let outcome = try magpie(site.url("/"), "-o", folder.path + "/out")
    #expect(outcome.status == 0, "\(outcome.stderr)")
    #expect(outcome.stdout.hasPrefix("Complete: 1 image ("))
  }

  @Test func `what went wrong is in the records, and explain shows it`() throws {
    let closed = try LoopbackSite(routes: [:])
    closed.stop()
    let gone = closed.url("/b.png")
    let site = try LoopbackSite(routes: [
      "/": .page(images: ["/a.png", gone], links: ["/limited"]), "/a.png": .picture("a"),
      "/limited": .status(429, retryAfter: "3600"),
    ])
    let outcome = try Magpie.run(
      [site.url("/"), "-o", "out", "--retries", "1", "--proxy", ""], in: folder)
    #expect(outcome.status == 1)
    let error = "Failed to connect to 127.0.0.1 port \(closed.port): Connection refused"
    func line(_ file: String, _ url: String) throws -> [String: Any]? {
      try objects(String(contentsOf: folder.file("out/\(file).jsonl"), encoding: .utf8))
        .first { $0["url"] as? String == url }
    }
    #expect(try line("images", gone)?["error"] as? String == error)
    #expect(try line("images", site.url("/a.png"))?["error"] == nil)
    #expect(
      try line("pages", site.url("/limited"))?["error"] as? String
        == "the server asked to wait 1 h 0 min")
    let told = try Magpie.run(["explain", "out", gone], in: folder)
    #expect(told.stdout.contains("    \(error)\n"))
  }

  @Test func `until something answers, each retry is told with its cause`() throws {
    let closed = try LoopbackSite(routes: [:])
    closed.stop()
    let refused = "Failed to connect to 127.0.0.1 port \(closed.port): Connection refused; "
    func run(_ options: String...) throws -> Shell.Outcome {
      try Magpie.run(
        [closed.url("/"), "-o", "out", "--retries", "2", "--proxy", ""] + options, in: folder)
    }
    let words = try run()
    #expect(words.status == 69)
    #expect(
      words.stderr
        == refused + "trying again in 1.0 s, then 1 more time.\n" + refused
        + "trying a last time in 2.0 s.\n")
    let log = try run("--log-format", "json")
    let events = try objects(log.stderr).filter { $0["event"] as? String == "retrying" }
    #expect(
      events.compactMap { $0["url"] as? String } == [
        closed.url("/robots.txt"), closed.url("/robots.txt"),
      ])
    #expect(events.allSatisfy { ($0["error"] as? String)?.hasSuffix("Connection refused") == true })
    #expect(try run("-q").stderr.hasPrefix(closed.url("/") + " could not be fetched"))
    // Once something has answered, single addresses are not told.
    let site = try LoopbackSite(routes: ["/": .page(images: [closed.url("/a.png")])])
    let other = try Magpie.run(
      [site.url("/"), "-o", "other", "--retries", "1", "--proxy", ""], in: folder)
    #expect(other.stderr.isEmpty)
    #expect(
      other.stdout.contains(
        "    \(closed.url("/a.png"))\n      Failed to connect to 127.0.0.1 port \(closed.port): "))
  }

  @Test func `the line of progress says that the first answer is awaited`() throws {
    let site = try LoopbackSite(routes: ["/robots.txt": .hang])
    let running = try RunningMagpie([site.url("/"), "--progress", "always"], in: folder)
    #expect(running.waitForText("waiting for the first answer"))
    running.send(SIGKILL)
    #expect(running.wait() == 137)
  }

  @Test func `earlier requests are explained with what went wrong`() throws {
    // The image has a server of its own and is the first request there: libcurl itself repeats a
    // request if a connection that was used before breaks.
    let images = try LoopbackSite(routes: [
      "/a.png": .failTimes(1, with: .drop, then: .picture("a"))
    ])
    let site = try LoopbackSite(routes: ["/": .page(images: [images.url("/a.png")])])
    let outcome = try Magpie.run(
      [site.url("/"), "-o", "out", "--proxy", "", "--no-robots"], in: folder)
    #expect(outcome.status == 0)
    let told = try Magpie.run(["explain", "out", images.url("/a.png")], in: folder)
    #expect(told.stdout.contains("\(images.url("/a.png"))\n      Empty reply from server\n"))
  }

  @Test func `a seed without a scheme is fetched by http, also by later runs`() throws {
    guard NginxSite.isAvailable else { return }
    try folder.write("<img src=a.png>", to: "site/index.html")
    try folder.write("x", to: "site/a.png")
    let site = try NginxSite(files: folder.file("site"))
    let seed = "127.0.0.1:\(site.port)"
    let first = try magpie(seed, "-o", "out")
    #expect(first.stdout.contains("https://\(seed) could not be used"))
    #expect(first.stdout.contains("http://\(seed) was crawled instead."))
    let again = try magpie(seed, "-o", "out")
    #expect(again.status == first.status, "\(again.stderr)")
    #expect(!again.stdout.contains("could not be used"))
    #expect(
      try magpie("http://" + seed, "-o", "out").status == first.status, "it is the same crawl")
  }

  @Test func `the choice of a scheme makes no request`() throws {
    let first = try magpie("127.0.0.1:\(site.port)", "-o", "out", "--delay", "0.2")
    #expect(first.status == 0, "\(first.stderr)")
    #expect(site.requests(for: "/robots.txt").count == 1)
    let text = try String(contentsOf: folder.file("out/summary.json"), encoding: .utf8)
    let hosts = try #require(try objects(text).first?["hosts"] as? [[String: Any]])
    #expect(hosts.first?["requests"] as? Int == site.requests.count)
  }

  @Test func `a header that a later run adds is not sent by the http that was chosen`() throws {
    let seed = "127.0.0.1:\(site.port)"
    #expect(try magpie(seed, "-o", "out").status == 0)
    site.forgetRequests()
    let refused = try magpie(seed, "-o", "out", "--header", "X-Token: secret")
    #expect(refused.status == 64)
    #expect(
      refused.stderr
        == "magpie: out holds a crawl of http://\(seed)/, which is not encrypted: everybody on the "
        + "way could read the header, the password or the cookies. Give http://\(seed) if that is "
        + "meant.\n")
    #expect(site.requests.isEmpty)
    #expect(
      try magpie("http://" + seed, "-o", "out", "--header", "X-Token: secret").status == 0)
  }

  @Test func `what identifies the user is not sent by http in place of https`() throws {
    guard NginxSite.isAvailable else { return }
    try folder.write("<p>x", to: "site/index.html")
    try folder.write("127.0.0.1\tFALSE\t/\tFALSE\t0\tsid\tsecret\n", to: "cookies.txt")
    let site = try NginxSite(files: folder.file("site"))
    try folder.write("machine 127.0.0.1 login ann password secret", to: "netrc")
    for arguments in [
      ["127.0.0.1:\(site.port)", "--netrc", folder.file("netrc").path],
      ["127.0.0.1:\(site.port)", "--header", "X-Token: secret"],
      ["127.0.0.1:\(site.port)", "127.0.0.1:\(site.port)", "--header", "Cookie: a=b"],
      ["127.0.0.1:\(site.port)", "--cookies", "cookies.txt"],
      ["127.0.0.1:\(site.port)", "--save-cookies", "cookies.txt"],
    ] {
      let outcome = try Magpie.run(
        arguments + ["-o", "out", "--retries", "0", "--proxy", ""], in: folder)
      #expect(outcome.status == 69)
      #expect(outcome.stdout.contains("If the server does not use TLS at this port: magpie http:"))
    }
    #expect(!site.accessLog.contains { $0.contains(" 200 ") })
    // Where no file has anything for the host, nothing can be lost.
    try folder.write("machine elsewhere.example login ann password secret", to: "netrc")
    let outcome = try Magpie.run(
      ["127.0.0.1:\(site.port)", "--netrc", folder.file("netrc").path]
        + ["-o", "out", "--retries", "0", "--proxy", ""], in: folder)
    #expect(outcome.stdout.contains("http://127.0.0.1:\(site.port) was crawled instead."))
  }
}
