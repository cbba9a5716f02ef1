import Foundation
import TestSupport
import Testing
import Threads

/// `magpie resume` has the settings of the folder.
struct ResumeCommandTests {
  private let site: LoopbackSite
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    site = try LoopbackSite(routes: [
      "/": .page(images: ["/a.png", "/b.png", "/secret.png"]), "/a.png": .picture("a"),
      "/b.png": .picture("b"), "/secret.png": .picture("secret"),
    ])
  }

  private func magpie(_ arguments: String...) throws -> Shell.Outcome {
    try Magpie.run(arguments, in: folder)
  }

  @Test func `a crawl that a limit stopped is resumed with a higher one`() throws {
    let first = try magpie(
      site.url("/"), "-o", "out", "--max-images", "1", "--exclude-image", "secret",
      "--user-agent", "jackdaw", "--no-sitemaps", "--contact", "me@a.test", "--per-host", "2")
    #expect(first.status == 3)
    #expect(
      first.stdout.contains("\nRun the same command with a higher --max-images to resume.\n"))
    site.forgetRequests()
    let second = try magpie("resume", "out", "--max-images", "9")
    #expect(second.status == 0, "\(second.stderr)")
    #expect(second.stderr == "Resuming: 1 of 2 known images are here.\n")
    #expect(site.requests(for: "/secret.png").isEmpty)
    #expect(
      site.requestsForContent.allSatisfy { $0.header("User-Agent") == "jackdaw (+me@a.test)" })
    let options = try options()
    #expect(options["per-host"] as? String == "2" && options["max-images"] as? String == "9")
    #expect(options["per-address"] as? String == "4")
    #expect(options["sitemaps"] as? String == "no")
  }

  @Test func `a crawl that is archived is archived when it is resumed`() throws {
    let first = try magpie(
      site.url("/"), "-o", "out", "--max-images", "1", "--warc", "--warc-size", "5M")
    #expect(first.status == 3)
    #expect(try magpie("resume", "out", "--max-images", "9").status == 0)
    let options = try options()
    #expect(options["warc"] as? String == "true" && options["warc-size"] as? String == "5000000")
    let records = try ArchivedRecord.all(in: folder.file("out/warc"))
    let archived = Set(records.filter { $0.type == "response" }.map(\.address))
    #expect(
      archived.isSuperset(of: ["/", "/a.png", "/b.png", "/secret.png"].map { site.url($0) }))
    #expect(records.count { $0.type == "warcinfo" } > 1)
  }

  @Test func `a finished crawl is refreshed`() throws {
    #expect(try magpie(site.url("/"), "-o", "out").status == 0)
    let again = try magpie("resume", "out")
    #expect(again.status == 0)
    #expect(again.stderr == "Checking 3 images for changes.\n")
  }

  // The journal is there, and the server does not answer the attempt to connect by TLS.
  @Test func `a crawl that is killed before its first request is begun again`() throws {
    let connections = Monitor(0)
    let server = try RawServer { connection in
      let number = connections.withLock { count in
        count += 1
        return count
      }
      connections.broadcast()
      if number == 1 { connection.waitForEnd() }
    }
    let magpie = try RunningMagpie(["127.0.0.1:\(server.port)"], in: folder)
    connections.wait { $0 > 0 ? .finish(()) : .sleep }
    magpie.send(SIGKILL)
    _ = magpie.wait()
    let resumed = try self.magpie("resume", "out")
    #expect(resumed.status == 73)
    #expect(resumed.stderr.contains("run the same command again"))
    let again = try self.magpie("127.0.0.1:\(server.port)", "-o", "out")
    #expect(again.status == 69, "\(again.stderr)")
  }

  // SQLite maps this file.
  @Test(.disabled(if: Sanitizer.isOn, "a sanitizer has a handler of its own"))
  func `a crawl whose log is cut short by another program says so and is resumed`() throws {
    let site = try LoopbackSite(routes: [
      "/": .page(images: ["/a.png", "/hang.png"]), "/a.png": .picture("a"), "/hang.png": .hang,
    ])
    let magpie = try RunningMagpie([site.url("/")], in: folder)
    #expect(magpie.waitForRequests(of: "/hang.png", at: site))
    #expect(truncate(folder.path + "/out/.magpie/crawl.sqlite-shm", 0) == 0)
    magpie.send(SIGINT)
    #expect(magpie.wait() == 74, "\(magpie.stderr)")
    #expect(magpie.stderr.contains("cut short by another program"))
    let again = try self.magpie("resume", "out", "--timeout", "1", "--retries", "0")
    #expect(again.status == 1, "\(again.stderr)")
    #expect(try self.magpie("verify", "out").status == 0)
  }

  @Test func `an interrupted crawl is resumed`() throws {
    site.change(["/b.png": .hang])
    let magpie = try RunningMagpie([site.url("/")], in: folder)
    #expect(magpie.waitForRequests(of: "/b.png", at: site))
    #expect(magpie.waitUntilStored("a.png"))
    #expect(magpie.waitUntilStored("secret.png"))
    magpie.send(SIGINT)
    #expect(magpie.waitForText("Stopping"))
    magpie.send(SIGTERM)
    #expect(magpie.wait() == 143)
    site.change(["/b.png": .picture("b")])
    let again = try self.magpie("resume", "out")
    #expect(again.status == 0)
    #expect(again.stderr == "Resuming: 2 of 3 known images are here.\n")
  }

  @Test func `files that were named from one folder are found from another`() throws {
    site.change(["/b.png": .status(404)])
    try folder.write("127.0.0.1\tFALSE\t/\tFALSE\t0\tsession\t1\n", to: "cookies.txt")
    try folder.write("--user-agent jackdaw\n", to: "options")
    try folder.write("machine 127.0.0.1 login ann password bird", to: "netrc")
    let other = try LoopbackSite(routes: ["/": .page(images: ["/a.png"]), "/a.png": .picture("a")])
    #expect(try magpie(other.url("/"), "-o", "other").status == 0)
    let first = try magpie(
      site.url("/"), "-o", "out", "--cookies", "cookies.txt", "--save-cookies", "saved.txt",
      "--config",
      "options", "--known", "other", "--netrc", "./netrc", "--proxy", "")
    #expect(first.status == 1, "\(first.stderr)")
    try folder.write("", to: "elsewhere/empty")
    try FileManager.default.removeItem(at: folder.file("saved.txt"))
    site.forgetRequests()
    let outcome = try Shell.run(
      Magpie.path, ["resume", "../out"], environment: Magpie.environment,
      in: folder.file("elsewhere"))
    #expect(outcome.status == 1, "\(outcome.stderr)")
    let page = try #require(site.requests(for: "/").last)
    #expect(page.header("Cookie") == "session=1" && page.header("User-Agent") == "jackdaw")
    let names = try folder.contents()
    #expect(names.contains("saved.txt") && !names.contains("elsewhere/saved.txt"))
    #expect(outcome.stdout.contains("known 1"))
  }

  @Test func `a secret is not stored and has to be given again`() throws {
    #expect(
      try magpie(site.url("/"), "-o", "out", "--header", "X-Token: s3cr3t").status == 0)
    let without = try magpie("resume", "out")
    #expect(without.status == 64)
    #expect(
      without.stderr
        == "magpie: out does not have the --header of the last run, which may be secret and is not "
        + "stored. Give it again with --header, or with --header @FILE.\n")
    site.forgetRequests()
    #expect(try magpie("resume", "out", "--header", "X-Token: s3cr3t").status == 0)
    #expect(site.requests(for: "/").first?.header("X-Token") == "s3cr3t")
    for file in try folder.contents() {
      let bytes = try Data(contentsOf: folder.file(file))
      #expect(bytes.range(of: Data("s3cr3t".utf8)) == nil, "\(file)")
    }
  }

  @Test func `a secret is given again in a file`() throws {
    try folder.write("# secret\nX-Token: s3cr3t\nX-Other: b\n", to: "headers")
    #expect(try magpie(site.url("/"), "-o", "out", "--header", "@headers").status == 0)
    let without = try magpie("resume", "out")
    #expect(without.status == 64 && without.stderr.contains("--header @FILE"), "\(without.stderr)")
    site.forgetRequests()
    let again = try magpie("resume", "out", "--header", "@headers", "--header", "X-C: d")
    #expect(again.status == 0, "\(again.stderr)")
    let request = try #require(site.requests(for: "/").first)
    #expect(["X-Token", "X-Other", "X-C"].map { request.header($0) } == ["s3cr3t", "b", "d"])
    try folder.write("# nothing\n", to: "headers")
    #expect(try magpie("resume", "out", "--header", "@headers").status == 64)
  }

  @Test func `what a low limit of open files allowed is not the wish of the user`() throws {
    let limited = try Shell.run(
      "sh",
      ["-c", "ulimit -n 60; exec \"$0\" \"$@\"", Magpie.path, site.url("/"), "-o", "out"]
        + ["--threads", "6"], environment: Magpie.environment, in: folder.url)
    #expect(limited.status == 0 && limited.stdout.contains("instead of 64"), "\(limited.stdout)")
    #expect(try options()["transfers"] as? String != "64")
    let again = try magpie("resume", "out")
    #expect(again.status == 0 && !again.stdout.contains("instead of"))
    let options = try options()
    #expect(options["transfers"] as? String == "64" && options["threads"] as? String == "6")
  }

  private func options() throws -> [String: Any] {
    let summary = try objects(
      String(contentsOf: folder.file("out/summary.json"), encoding: .utf8))
    return try #require(summary.first?["options"] as? [String: Any])
  }

  @Test func `cookies may be given to a crawl that had none, and taken from one that had some`()
    throws
  {
    try folder.write("127.0.0.1\tFALSE\t/\tFALSE\t0\tname\tvalue\n", to: "cookies")
    #expect(try magpie(site.url("/"), "-o", "out", "--no-cookies").status == 0)
    for (options, cookie) in [
      (["--cookies", "cookies"], "name=value"), ([], "name=value"), (["--no-cookies"], nil),
      (["--save-cookies", "session"], nil),
    ] {
      site.forgetRequests()
      let outcome = try Magpie.run(["resume", "out"] + options, in: folder)
      #expect(outcome.status == 0, "\(options): \(outcome.stderr)")
      #expect(site.requests(for: "/").first?.header("Cookie") == cookie)
    }
    #expect(try folder.contents().contains("session"))
    let both = try magpie("resume", "out", "--no-cookies", "--cookies", "cookies")
    #expect(both.status == 64)
  }

  @Test func `the password of an address has to be given again`() throws {
    let seed = "http://magpie:s3cr3t@127.0.0.1:\(site.port)/"
    #expect(try magpie(seed, "-o", "out").status == 0)
    let without = try magpie("resume", "out")
    #expect(without.status == 64)
    #expect(without.stderr.contains("the name and password of the address"))
    #expect(try magpie("resume", "out", "--header", "Authorization: Basic eA==").status == 0)
  }

  @Test func `a list of images is resumed without its file`() throws {
    try folder.write("\(site.url("/a.png"))\n\(site.url("/b.png"))\n", to: "list.txt")
    #expect(
      try magpie("fetch", "list.txt", "-o", "out", "--max-images", "1", "--trust-list").status == 3)
    try FileManager.default.removeItem(at: folder.file("list.txt"))
    let again = try magpie("resume", "out", "--max-images", "5")
    #expect(again.status == 0, "\(again.stderr)")
    #expect(try folder.contents().count { $0.hasSuffix(".png") } == 2)
  }

  @Test func `a retry uses the proxy of the folder, and asks for what is not stored`() throws {
    site.change(["/b.png": .status(404)])
    let proxy = try LoopbackSite(routes: ["/b.png": .picture("b")])
    let arguments = [site.url("/"), "-o", "out", "--header", "X-Token: s3cr3t"]
    #expect(try Magpie.run(arguments, in: folder).status == 1)
    let without = try magpie("crawl", "out", "--retry-failed")
    #expect(without.status == 64)
    #expect(without.stderr.contains("does not have the --header of the last run"))
    let address = "http://127.0.0.1:\(proxy.port)"
    let token = ["--header", "X-Token: s3cr3t"]
    #expect(try Magpie.run(["resume", "out", "--proxy", address] + token, in: folder).status != 64)
    proxy.forgetRequests()
    site.forgetRequests()
    _ = try Magpie.run(["crawl", "out", "--retry-failed"] + token, in: folder)
    #expect(site.requests.isEmpty)
    #expect(!proxy.requests.isEmpty)
  }

  @Test func `a retry in a folder takes no other rules, and no other folder`() throws {
    site.change(["/b.png": .status(404)])
    #expect(try magpie(site.url("/"), "-o", "out").status == 1)
    let other = try magpie("crawl", "out", "--retry-failed", "--depth", "1")
    #expect(other.status == 73)
    #expect(other.stderr.contains("depth was not given and is now 1"))
    #expect(try magpie("crawl", "out", "--retry-failed", "-o", "there").status == 64)
  }

  @Test func `a retry leaves the settings as they are`() throws {
    site.change(["/b.png": .status(404)])
    #expect(try magpie(site.url("/"), "-o", "out", "--user-agent", "jackdaw").status == 1)
    site.forgetRequests()
    #expect(try magpie("out", "--retry-failed").status == 1)
    #expect(site.requests(for: "/b.png").map { $0.header("User-Agent") } == ["jackdaw"])
    #expect(try magpie("out", "--retry-failed", "--user-agent", "rook").status == 1)
    #expect(site.requests(for: "/b.png").last?.header("User-Agent") == "rook")
    site.forgetRequests()
    #expect(try magpie("resume", "out").status == 1)
    #expect(site.requests(for: "/").first?.header("User-Agent") == "jackdaw")
  }
}
