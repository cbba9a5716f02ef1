import CrawlModel
import Crawling
import Foundation
import TestSupport
import Testing

/// Sites that ask for cookies.
struct CookieTests {
  /// Gives this to requests with the cookie, and sets it with a redirect to the same address for others.
  private func demanding(_ cookie: String, _ behaviour: Behaviour) -> Behaviour {
    .decide { request in
      if (request.header("Cookie") ?? "").contains(cookie) { return behaviour }
      return .withHeaders(["Set-Cookie": "\(cookie); Path=/"], then: .loop)
    }
  }

  @Test(arguments: [1, 4])
  func `pages and images that set a cookie and lead back to themselves are fetched`(
    threads: Int
  ) throws {
    let images = (0..<20).map { "/\($0).png" }
    var routes: [String: Behaviour] = [
      "/": demanding("pass=1", .page(images: images, links: ["/p"])),
      "/p": demanding("pass=1", .page(images: ["/p.png"])), "/p.png": .picture("p"),
    ]
    for image in images { routes[image] = demanding("pass=1", .picture(image)) }
    let result = try crawl(routes) { $0.threads = threads }
    #expect(Set(result.imageFates.values) == ["stored"] && result.images.count == 21)
    #expect(result.pageFates["/"] == "fetched" && result.pageFates["/p"] == "fetched")
  }

  @Test func `images that come first set the cookie and lead back to themselves`() throws {
    var routes: [String: Behaviour] = [:]
    let images = (0..<30).map { "/\($0).png" }
    routes["/"] = .page(images: images)
    for image in images { routes[image] = demanding("same=1", .picture(image)) }
    let result = try crawl(routes)
    #expect(Set(result.imageFates.values) == ["stored"] && result.images.count == 30)
  }

  @Test func `a page that sends to a check which leads back is read`() throws {
    let site = try LoopbackSite(routes: [
      "/": .decide { request in
        (request.header("Cookie") ?? "").contains("ok=1")
          ? .page(images: ["/a.png"], links: ["/b"]) : .redirect(to: "/check?to=/")
      },
      "/b": .html("b"), "/a.png": .picture("a"),
      "/check": .withHeaders(["Set-Cookie": "ok=1; Path=/"], then: .redirect(to: "/")),
    ])
    let result = try crawl(site)
    #expect(result.imageFates == ["/a.png": "stored"])
    #expect(result.page("/check?to=/")?.status == "fetched")
    #expect(result.page("/b")?.status == "fetched")
  }

  @Test func `a server that sets another cookie each time ends as too many redirects`() throws {
    let site = try LoopbackSite(routes: [
      "/": .page(images: ["/a.png"]),
      "/a.png": .decide { request in
        let number = (request.header("Cookie")?.dropFirst(2)).flatMap { Int($0) } ?? 0
        return .withHeaders(["Set-Cookie": "n=\(number + 1)"], then: .loop)
      },
    ])
    #expect(try crawl(site).imageFates == ["/a.png": "too-many-redirects"])
    #expect(site.requests(for: "/a.png").count == 21)
  }

  @Test func `a redirect loop that sets the same cookie is still a loop`() throws {
    let site = try LoopbackSite(routes: [
      "/": .page(images: ["/a.png"]),
      "/a.png": .withHeaders(["Set-Cookie": "n=1"], then: .loop),
    ])
    #expect(try crawl(site).imageFates == ["/a.png": "redirect-loop"])
    #expect(site.requests(for: "/a.png").count == 2)
  }

  @Test func `cookies go to their path, not to other hosts, and not with images of other sites`()
    throws
  {
    let other = try LoopbackSite(routes: ["/o.png": .picture("o")])
    let site = try LoopbackSite(
      routes: [
        "/": .withHeaders(
          ["Set-Cookie": "deep=1; Path=/deep"], then: .page(images: [], links: ["/deep/p", "/x"])),
        "/deep/p": .page(images: ["/deep/a.png", "/b.png", other.url("/o.png")]),
        "/x": .withHeaders(
          ["Set-Cookie": "elsewhere=1; Domain=elsewhere.example; Path=/"],
          then: .page(images: ["http://localhost:\(other.port)/o.png"])),
      ], otherwise: .picture("a"))
    let result = try crawl(site) {
      $0.allowsPrivateAddresses = true
      $0.readsSitemaps = false
    }
    #expect(result.summary.images.failedInAll == 0)
    #expect(site.requests(for: "/deep/a.png").first?.header("Cookie") == "deep=1")
    for request in site.requests where !request.target.hasPrefix("/deep/") {
      #expect(request.header("Cookie") == nil, "\(request.target)")
    }
    // Ports do not separate cookies.
    #expect(other.requests.allSatisfy { $0.header("Cookie") == nil })
  }

  @Test func `a cookie for secure requests goes back to this machine, as in browsers`() throws {
    let site = try LoopbackSite(routes: [
      "/": .withHeaders(["Set-Cookie": "s=1; Secure"], then: .page(images: ["/a.png"])),
      "/a.png": .picture("a"),
    ])
    _ = try crawl(site)
    #expect(site.requests(for: "/a.png").first?.header("Cookie") == "s=1")
  }

  @Test func `without cookies none are kept and none sent`() throws {
    let site = try LoopbackSite(routes: [
      "/": .withHeaders(["Set-Cookie": "a=1"], then: .page(images: ["/a.png"])),
      "/a.png": demanding("b=1", .picture("a")),
    ])
    #expect(try crawl(site) { $0.keepsCookies = false }.imageFates == ["/a.png": "redirect-loop"])
    #expect(site.requests.allSatisfy { $0.header("Cookie") == nil })
  }

  @Test func `cookies of the user and of the crawl stand in one line`() throws {
    let site = try LoopbackSite(routes: [
      "/": .withHeaders(["Set-Cookie": "b=2"], then: .page(images: ["/a.png"])),
      "/a.png": .picture("a"),
    ])
    _ = try crawl(site) { $0.headers = ["Cookie: a=1"] }
    #expect(site.requests(for: "/").first?.header("Cookie") == "a=1")
    let image = try #require(site.requests(for: "/a.png").first)
    #expect(image.headers.filter { $0.name.lowercased() == "cookie" }.map(\.value) == ["a=1; b=2"])
  }

  @Test func `a response that libcurl refuses sets cookies too, and its request has them`() throws {
    let site = try LoopbackSite(routes: [
      "/": .withHeaders(["Set-Cookie": "a=1"], then: .page(images: ["/a.png"], links: ["/p"])),
      "/a.png": .leadingLines(
        "no colon\r\nSet-Cookie: b=2\r\n", .bytes(Picture.png("a"), type: "image/png")),
      "/p": .page(images: ["/last.png"]), "/last.png": .picture("last"),
    ])
    let result = try crawl(site) {
      $0.threads = 1
      $0.transfers = 1
    }
    #expect(result.imageFates == ["/a.png": "stored", "/last.png": "stored"])
    #expect(site.requests(for: "/a.png").map { $0.header("Cookie") } == ["a=1", "a=1"])
  }

  @Test func `saved cookies are those of the next run`() throws {
    let (folder, secrets) = (try TemporaryFolder(), try TemporaryFolder())
    let file = secrets.path + "/cookies.txt"
    let site = try LoopbackSite(routes: [
      "/": .page(images: ["/a.png"]),
      "/a.png": .withHeaders(["Set-Cookie": "session=s3cr3t; Path=/"], then: .picture("a")),
    ])
    _ = try crawl(site, into: folder) { $0.savedCookies = file }
    #expect(site.requests(for: "/").first?.header("Cookie") == nil)
    site.forgetRequests()
    _ = try crawl(site, into: folder) { $0.savedCookies = file }
    #expect(site.requests(for: "/").first?.header("Cookie") == "session=s3cr3t")
    let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
    #expect(mode == 0o600)
    #expect(try folder.contents().count > 5)
    for name in try folder.contents() {
      let text = String(decoding: try Data(contentsOf: folder.file(name)), as: UTF8.self)
      #expect(!text.contains("s3cr3t"), "\(name)")
    }
  }

  @Test(arguments: ["/nowhere/cookies.txt", "/folder", "/folder/", "/pipe"])
  func `a place where cookies cannot be saved is refused before the crawl`(place: String) throws {
    let folder = try TemporaryFolder()
    try folder.write("", to: "folder/file")
    try #require(mkfifo(folder.path + "/pipe", 0o600) == 0)
    let site = try LoopbackSite(routes: ["/": .page(images: ["/a.png"]), "/a.png": .picture("a")])
    for isDryRun in [false, true] {
      let error = #expect(throws: CrawlError.self) {
        try Crawl(
          configuration(site, in: folder) {
            $0.savedCookies = folder.path + place
            $0.isDryRun = isDryRun
          })
      }
      #expect(error?.code == .badSetting)
    }
    #expect(try folder.contents().contains("folder/file"))
    #expect(try folder.contents().allSatisfy { ["folder/file", "pipe"].contains($0) })
  }

  @Test func `a dry run saves no cookies`() throws {
    let folder = try TemporaryFolder()
    let site = try LoopbackSite(routes: ["/": .withHeaders(["Set-Cookie": "a=1"], then: .page())])
    let crawl = try Crawl(
      configuration(site, in: folder) {
        $0.savedCookies = folder.path + "/cookies.txt"
        $0.isDryRun = true
      })
    #expect(try crawl.run().pages.taken == 1)
    #expect(try folder.contents().isEmpty)
  }

  @Test func `bad lines are told, and a file that is none is refused`() throws {
    let folder = try TemporaryFolder()
    try folder.write("127.0.0.1\tFALSE\t/\tFALSE\t0\ta\t1\nnonsense\n", to: "cookies.txt")
    let site = try LoopbackSite(routes: ["/": .page(images: ["/a.png"]), "/a.png": .picture("a")])
    let result = try crawl(site) { $0.cookieFile = folder.path + "/cookies.txt" }
    #expect(site.requests(for: "/a.png").first?.header("Cookie") == "a=1")
    #expect(result.summary.notes.contains { $0.contains("cookies.txt, line 2: ") })
    try folder.write("my diary\n", to: "diary")
    for adjust: (inout CrawlConfiguration) -> Void in [
      { $0.cookieFile = folder.path + "/diary" }, { $0.savedCookies = folder.path + "/diary" },
      { $0.cookieFile = folder.path + "/missing" },
    ] {
      #expect(throws: CrawlError.self) { try crawl(site, adjust) }
    }
    #expect(try String(contentsOf: folder.file("diary"), encoding: .utf8) == "my diary\n")
  }
}
