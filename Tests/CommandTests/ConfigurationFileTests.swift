import Foundation
import TestSupport
import Testing

/// Options that do not stand on the command line.
struct ConfigurationFileTests {
  private let folder: TemporaryFolder
  private let site: LoopbackSite

  init() throws {
    folder = try TemporaryFolder()
    site = try LoopbackSite(routes: [
      "/": .page(images: ["/a.png"], links: ["/p"]), "/p": .page(images: ["/b.png"], links: ["/q"]),
      "/q": .page(images: ["/c.png"]), "/a.png": .picture("a"), "/b.png": .picture("b"),
      "/c.png": .picture("c"),
    ])
  }

  private func magpie(_ arguments: String..., config: String? = nil) throws -> Shell.Outcome {
    try magpie(arguments, config: config)
  }

  private func magpie(_ arguments: [String], config: String? = nil) throws -> Shell.Outcome {
    var environment = Magpie.environment
    environment["MAGPIE_CONFIG_PATH"] = config
    environment["HOME"] = folder.path
    return try Shell.run(Magpie.path, arguments, environment: environment, in: folder.url)
  }

  private func images(_ output: String = "out") throws -> Int {
    try objects(String(contentsOf: folder.file("\(output)/images.jsonl"), encoding: .utf8)).count
  }

  @Test(arguments: ["--depth=1", "--depth 1", "--depth\n1", "  -d 1\r"])
  func `a line is an option`(text: String) throws {
    try folder.write("# depth\n\n\(text)\n--header\nX-Words: a  b # c\n", to: "config")
    let outcome = try magpie(site.url("/"), "-o", "out", config: "config")
    #expect(outcome.status == 0, "\(outcome.stderr)")
    #expect(try images() == 2)
    #expect(site.requests(for: "/").first?.header("X-Words") == "a  b # c")
  }

  @Test func `the command line wins, and other files come by its options`() throws {
    try folder.write("--depth 1\n--no-robots", to: "config")
    try folder.write("--depth 0", to: "other")
    #expect(
      try magpie(site.url("/"), "-o", "a", "--depth", "2", "--robots", config: "config").status == 0
    )
    #expect(try images("a") == 3 && site.requests(for: "/robots.txt").count == 1)
    #expect(
      try magpie("crawl", site.url("/"), "-o", "b", "--config", "other", config: "config").status
        == 0)
    #expect(try images("b") == 1)
    #expect(try magpie(site.url("/"), "-o", "c", "--no-config", config: "config").status == 0)
    #expect(try images("c") == 3)
  }

  @Test(arguments: [
    ("--cookies missing\n--save-cookies none/session", ["--no-cookies"]),
    ("--no-cookies", ["--cookies", "cookies"]), ("--no-cookies", ["--save-cookies=session"]),
    ("--retry-failed", ["--dry-run"]),
  ]) func `an option of the command line switches off those of the file that exclude it`(
    text: String, typed: [String]
  ) throws {
    try folder.write("127.0.0.1\tFALSE\t/\tFALSE\t0\tname\tvalue\n", to: "cookies")
    try folder.write(text, to: "config")
    let outcome = try magpie([site.url("/"), "-o", "out"] + typed, config: "config")
    #expect(outcome.status == 0, "\(outcome.stderr)")
    let cookies = site.requests(for: "/a.png").first?.header("Cookie")
    #expect(cookies == (typed[0] == "--cookies" ? "name=value" : nil))
  }

  @Test(arguments: [("-q", "--verbose", true), ("--quiet", "-v", true), ("-v", "-q", false)])
  func `the command line decides how much is printed`(
    text: String, typed: String, isLogged: Bool
  ) throws {
    try folder.write(text, to: "config")
    let outcome = try magpie(site.url("/"), "-o", "out", typed, config: "config")
    #expect(outcome.status == 0 && outcome.stderr.contains("a.png") == isLogged)
  }

  @Test func `options of one place that exclude each other are wrong usage`() throws {
    try folder.write("--no-cookies\n--save-cookies session", to: "config")
    #expect(try magpie(site.url("/"), "-o", "out", config: "config").status == 64)
  }

  @Test(arguments: ["--netrc", "--netrc=passwords", "--netrc passwords", "--netrc\npasswords"])
  func `netrc stands in the file as on the command line`(text: String) throws {
    for name in [".netrc", "passwords"] {
      try folder.write("machine 127.0.0.1 login ann password s3cr3t", to: name)
    }
    for command in [["crawl", site.url("/")], ["fetch", "list", "--trust-list"]] {
      try folder.write("--depth 1\n\(text)\n-q", to: "config")
      try folder.write(site.url("/a.png"), to: "list")
      site.forgetRequests()
      let outcome = try magpie(command + ["-o", command[0]], config: "config")
      #expect(outcome.status == 0, "\(outcome.stderr)")
      #expect(
        site.requests(for: "/a.png").first?.header("Authorization")?.hasPrefix("Basic ") == true)
    }
    try folder.write("\n--netrc nowhere", to: "config")
    let missing = try magpie(site.url("/"), config: "config")
    #expect(missing.status == 64 && missing.stderr.contains("nowhere"), "\(missing.stderr)")
  }

  @Test(arguments: [
    ("--depth 1\n--dept 2", 2), ("\n\n--depth x", 3), ("--depth", 1), ("depth 1", 1),
    ("--depth 1\nhttps://example.com", 2), ("--config other", 1), ("--quiet\nyes", 1),
    ("--formats jpeg,foo", 1), ("--help", 1),
  ])
  func `a line that is no option is named`(text: String, line: Int) throws {
    try folder.write(text, to: "config")
    let outcome = try magpie(site.url("/"), "-o", "out", config: "config")
    #expect(outcome.status == 64)
    #expect(outcome.stderr.hasPrefix("magpie: config, line \(line): "), "\(outcome.stderr)")
    #expect(site.requests.isEmpty)
  }

  @Test func `options of a crawl are no mistake for the other commands`() throws {
    try folder.write("--depth 0\n--min-width 1000", to: "config")
    try folder.write(site.url("/a.png"), to: "list")
    let fetched = try magpie("fetch", "list", "-o", "out", "--allow-private", config: "config")
    #expect(fetched.status == 0 && fetched.stdout.contains("too-small"))
    #expect(try magpie("status", "out", config: "config").status == 0)
    #expect(try magpie("--version", config: "missing").status == 0)
  }

  @Test func `a file that cannot be read is wrong usage`() throws {
    let outcome = try magpie(site.url("/"), "--config", "missing")
    #expect(outcome.status == 64 && outcome.stderr.contains("missing"))
  }

  @Test func `headers come from a file`() throws {
    try folder.write("# secret\n\nX-Token: s3cr3t\r\nX-Other: b\n", to: "headers")
    let outcome = try magpie(
      site.url("/"), "-o", "out", "--header", "@headers", "--header", "X-C: d")
    #expect(outcome.status == 0)
    let request = try #require(site.requests(for: "/").first)
    #expect(["X-Token", "X-Other", "X-C"].map { request.header($0) } == ["s3cr3t", "b", "d"])
    try folder.write("X-Token: a\nno s3cr3t\n", to: "headers")
    let refused = try magpie(site.url("/"), "--header", "@headers")
    #expect(refused.status == 64 && refused.stderr.contains("headers, line 2"))
    #expect(!refused.stderr.contains("s3cr3t"))
  }

  @Test(arguments: [
    ["--netrc"], ["--netrc", "./passwords"], ["--netrc=passwords"], ["--netrc", "passwords"],
  ])
  func `netrc has a file of its own or the usual one`(arguments: [String]) throws {
    let text = "machine 127.0.0.1 login ann password s3cr3t"
    for name in [".netrc", "passwords"] {
      try folder.write(text, to: name)
      try FileManager.default.setAttributes(
        [.posixPermissions: 0o600], ofItemAtPath: folder.file(name).path)
    }
    let outcome = try Shell.run(
      Magpie.path, arguments + [site.url("/"), "-o", "out"],
      environment: Magpie.environment.merging(["HOME": folder.path]) { $1 }, in: folder.url)
    #expect(outcome.status == 0, "\(outcome.stderr)")
    #expect(
      site.requests(for: "/a.png").first?.header("Authorization")?.hasPrefix("Basic ") == true)
    #expect(!(outcome.stdout + outcome.stderr).contains("s3cr3t"))
  }

  @Test func `a proxy of the environment is used on request`() throws {
    let proxy = try LoopbackSite(
      routes: [:],
      otherwise: .decide { request in
        request.target.hasSuffix(".png") ? .picture(request.target) : .page(images: ["/a.png"])
      })
    let environment = Magpie.environment.merging([
      "http_proxy": proxy.url(""), "no_proxy": "127.0.0.1",
    ]) { $1 }
    let arguments = ["http://magpie.test/", "-o", "out", "--proxy", "env"]
    let outcome = try Shell.run(
      Magpie.path, arguments, environment: environment, in: folder.url)
    #expect(outcome.status == 0, "\(outcome.stderr)")
    #expect(proxy.requests.contains { $0.target == "http://magpie.test/a.png" })
    let direct = try Shell.run(
      Magpie.path, [site.url("/"), "-o", "direct", "--proxy", "env"], environment: environment,
      in: folder.url)
    #expect(direct.status == 0 && site.requests.count > 0)
  }
}
