import Foundation
import TestSupport
import Testing

/// The whole answers to the first commands of a new user, most of which go wrong.
///
/// To write the screens anew, run the tests with `MAGPIE_WRITE_SCREENS=1`, and read what changed.
struct AnswerTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// The site of all answers.
  private func site() throws -> LoopbackSite {
    try LoopbackSite(routes: [
      "/": .html("<!doctype html><title>News</title><p>The council met on Monday evening."),
      "/more": .page(links: ["/", "/login"]),
      "/shown": .page(images: ["/a.png", "/b.png", "/c.svg"]),
      "/a.png": .picture("a"), "/b.png": .picture("b"),
      "/c.svg": .bytes(
        Array("<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>".utf8),
        type: "image/svg+xml"),
      "/app": .html(
        """
        <!doctype html><html><head><title>Shop</title><script src=/app.js></script></head>
        <body><noscript>You need to enable JavaScript to run this app.</noscript>
        <div id=root></div><script>start()</script></body></html>
        """),
      "/report.pdf": .bytes(
        Array("%PDF-1.4\n\(String(repeating: "x", count: 2000))".utf8), type: "application/pdf"),
      "/notes.txt": .bytes(Array("Dear diary, ".utf8), type: "text/plain"),
      "/empty": .emptyBody(type: "text/html"),
      "/members": .withHeaders(
        ["WWW-Authenticate": "Basic realm=\"members\""], then: .status(401)),
      "/closed": .status(403), "/login": .redirect(to: "/closed"), "/busy": .status(500),
      "/limited": .status(429, retryAfter: "3600"), "/off": .status(503, retryAfter: "900"),
      "/away": .redirect(to: "https://elsewhere.example/start"),
      "/member": .redirect(to: "/login?next=/member"),
      "/login?next=/member": .html("<title>Log in</title><form><input type=password></form>"),
      "/private": .redirect(to: "https://login.elsewhere.example/auth"),
      "/loop": .redirect(to: "/loop"), "/drop": .drop,
    ])
  }

  /// Compares what a command prints with a screen, in which the port is PORT and times are T.
  private func expect(
    _ screen: String, _ status: Int32, from arguments: [String], port: UInt16
  ) throws {
    let outcome = try Magpie.run(
      arguments + ["-o", "out", "--retries", "0", "--proxy", ""], in: folder)
    var text = (outcome.stdout + outcome.stderr)
    text = text.replacing(":\(port)", with: ":PORT").replacing("port \(port)", with: "port PORT")
    text = text.replacing(#/ in \d+\.\d s/#, with: " in T")
    let file = Project.root.appending(path: "Tests/CommandTests/Screens/Answers/\(screen).txt")
    if ProcessInfo.processInfo.environment["MAGPIE_WRITE_SCREENS"] != nil {
      try text.write(to: file, atomically: true, encoding: .utf8)
    }
    #expect(outcome.status == status, "\(screen)")
    #expect(try text == String(contentsOf: file, encoding: .utf8), "\(screen)")
  }

  @Test(arguments: [
    ("unauthorized", "/members"), ("forbidden", "/closed"), ("login", "/login"),
    ("missing", "/absent"), ("fault", "/busy"), ("limited", "/limited"), ("unavailable", "/off"),
    ("pdf", "/report.pdf"), ("text", "/notes.txt"), ("empty", "/empty"), ("away", "/away"),
    ("loop", "/loop"), ("dropped", "/drop"), ("login-elsewhere", "/private"),
  ])
  func `a seed that cannot be fetched is told with its cause`(screen: String, path: String) throws {
    let site = try site()
    try expect(screen, 69, from: [site.url(path)], port: site.port)
    #expect(try folder.contents().isEmpty, "the folder is removed")
    let quiet = try Magpie.run([site.url(path), "-q", "-o", "out", "--retries", "0"], in: folder)
    #expect(quiet.status == 69)
    #expect(quiet.stdout.isEmpty)
    #expect(quiet.stderr.contains(site.url(path)), "-q is not silence")
    #expect(!quiet.stderr.contains("Complete") && !quiet.stderr.contains("index.html"))
  }

  @Test(.enabled(if: NginxSite.isAvailable, "nginx is not installed"))
  func `the wrong scheme for a port, and a certificate of one's own`() throws {
    try folder.write("<p>x", to: "site/index.html")
    let plain = try NginxSite(files: folder.url.appending(path: "site"))
    try expect("tls-to-http", 69, from: ["https://127.0.0.1:\(plain.port)/"], port: plain.port)
    let site = try NginxSite(files: folder.url.appending(path: "site"), tls: true)
    try expect("http-to-tls", 69, from: ["http://127.0.0.1:\(site.port)/"], port: site.port)
    try expect("certificate", 69, from: [site.url("/")], port: site.port)
    try expect("no-scheme", 0, from: ["127.0.0.1:\(plain.port)"], port: plain.port)
  }

  @Test func `nobody at the port`() throws {
    let site = try site()
    site.stop()
    try expect("refused", 69, from: [site.url("/")], port: site.port)
  }

  @Test func `a host that does not exist`() throws {
    try expect("unknown-host", 69, from: ["http://no-such-host.invalid/"], port: 1)
  }

  @Test func `a rule of robots.txt`() throws {
    let site = try LoopbackSite(routes: [
      "/": .page(),
      "/robots.txt": .bytes(
        Array("User-agent: *\n# all of it\nDisallow: /\n".utf8), type: "text/plain"),
    ])
    try expect("robots", 69, from: [site.url("/")], port: site.port)
    let broken = try LoopbackSite(routes: ["/": .page(), "/robots.txt": .status(503)])
    try expect("robots-unavailable", 69, from: [broken.url("/")], port: broken.port)
  }

  @Test func `several seeds, of which one is there`() throws {
    let site = try site()
    try expect(
      "mixed", 1,
      from: [site.url("/shown"), site.url("/report.pdf"), site.url("/closed"), "--depth", "0"],
      port: site.port)
    #expect(try folder.contents().contains("out/images.jsonl"))
  }

  @Test func `pages without images`() throws {
    let site = try site()
    try expect("no-image", 0, from: [site.url("/")], port: site.port)
  }

  @Test func `a page that asks for a login`() throws {
    let site = try site()
    try expect("login-page", 0, from: [site.url("/member")], port: site.port)
    let quiet = try Magpie.run([site.url("/member"), "-q", "-o", "out"], in: folder)
    #expect(quiet.stderr.contains("looks like a login page"))
  }

  @Test func `a list that is an address`() throws {
    let site = try site()
    try expect("list-address", 64, from: ["fetch", site.url("/a.png")], port: site.port)
  }

  @Test func `an export without a name`() throws {
    let crawl = try CrawledSite()
    let outcome = try Magpie.run(["export", crawl.path, "--to", "csv", ""])
    #expect(outcome.status == 73)
    #expect(
      outcome.stderr == "magpie: Cannot write an empty path: it does not exist; check the path.\n")
  }

  @Test func `a page that scripts fill in`() throws {
    let site = try site()
    try expect("scripts", 0, from: [site.url("/app")], port: site.port)
  }

  @Test func `images that are all filtered`() throws {
    let site = try site()
    try expect(
      "filtered", 0, from: [site.url("/shown"), "--formats", "jpeg,svg", "--min-width", "100"],
      port: site.port)
    let dry = try Magpie.run(
      [site.url("/shown"), "--dry-run", "--formats", "jpeg", "--min-width", "100"], in: folder)
    #expect(dry.stdout.contains("3 images were found, and all were skipped:"))
  }

  @Test func `a list of images of which none is there`() throws {
    let site = try site()
    try folder.write("\(site.url("/absent.png"))\n\(site.url("/closed"))\n", to: "list")
    try expect("list", 69, from: ["fetch", "list"], port: site.port)
  }

  @Test func `an image as seed is stored`() throws {
    let site = try site()
    try expect("image", 0, from: [site.url("/a.png")], port: site.port)
  }
}
