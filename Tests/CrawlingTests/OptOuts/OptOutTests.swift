import CrawlModel
import Crawling
import TestSupport
import Testing

/// What owners say against the use of images, in a whole crawl and in both modes.
struct OptOutTests {
  /// One way of saying it, and what the manifest tells of it.
  struct Way: Sendable, CustomTestStringConvertible {
    let signal: String
    let place: String
    /// The path of the file in which it stands.
    let source: String
    let value: String
    let routes: [String: Behaviour]
    /// Whether it is known before the image itself is asked for.
    let isKnownBefore: Bool

    var testDescription: String { "\(signal) in \(place): \(value)" }

    /// In the header of the image.
    static func image(_ signal: String, _ header: String, value: String) -> Way {
      Way(
        signal: signal, place: "header", source: "/a.png", value: value,
        routes: ["/a.png": .saying(header, .picture("a"))], isKnownBefore: false)
    }

    /// In the header of the page.
    static func page(_ signal: String, _ header: String, value: String) -> Way {
      Way(
        signal: signal, place: "header", source: "/", value: value,
        routes: ["/": .saying(header, .page(images: ["/a.png"]))], isKnownBefore: true)
    }

    /// In the page itself.
    static func markup(_ signal: String, _ markup: String, value: String) -> Way {
      Way(
        signal: signal, place: "meta", source: "/", value: value,
        routes: ["/": .html("<title>A page</title><img src=/a.png>\(markup)")],
        isKnownBefore: true)
    }

    /// In a file of the site.
    static func site(_ signal: String, _ path: String, _ text: String, value: String) -> Way {
      Way(
        signal: signal, place: String(path.split(separator: "/").last ?? ""), source: path,
        value: value, routes: [path: .serve(.text(text, type: "text/plain"))],
        isKnownBefore: true)
    }
  }

  static let ways: [Way] = [
    .image("noai", "X-Robots-Tag: noai", value: "noai"),
    .image(
      "noimageai", "X-Robots-Tag: otherbot: noindex, magpie: noimageai",
      value: "otherbot: noindex, magpie: noimageai"),
    .image("noindex", "X-Robots-Tag: none", value: "none"),
    .image("noimageindex", "x-robots-tag: noimageindex", value: "noimageindex"),
    .image("tdm-reservation", "TDM-Reservation: 1", value: "1"),
    .image("content-usage", "Content-Usage: train-ai=n", value: "train-ai=n"),
    .page("noai", "X-Robots-Tag: noai", value: "noai"),
    .page("tdm-reservation", "tdm-reservation: 1", value: "1"),
    .page("content-usage", "Content-Usage: search=y, train-ai=n", value: "search=y, train-ai=n"),
    .markup("noindex", "<meta name=ROBOTS content=noindex>", value: "noindex"),
    .markup(
      "noimageindex", "<meta name=robots content='noimageindex, follow'>",
      value: "noimageindex, follow"),
    .markup("noai", "<meta name=robots content=NOAI>", value: "NOAI"),
    .markup("noimageai", "<meta name=magpie content=noimageai>", value: "noimageai"),
    .markup("tdm-reservation", "<meta name=tdm-reservation content=1>", value: "1"),
    .site("ai-txt", "/ai.txt", "User-Agent: *\nDisallow: *.png\n", value: "Disallow: *.png"),
    .site(
      "content-usage", "/robots.txt", "User-agent: *\nContent-Usage: train-ai=n\n",
      value: "Content-Usage: train-ai=n"),
    .site(
      "tdm-reservation", "/.well-known/tdmrep.json",
      #"[{"location": "/*", "tdm-reservation": 1, "tdm-policy": "https://x.test/p"}]"#,
      value: "/* 1; policy=https://x.test/p"),
  ]

  private func site(_ way: Way) throws -> LoopbackSite {
    var routes: [String: Behaviour] = ["/": .page(images: ["/a.png"]), "/a.png": .picture("a")]
    routes.merge(way.routes) { $1 }
    return try LoopbackSite(routes: routes)
  }

  @Test(arguments: ways)
  func `an archive takes the image and records what is said`(way: Way) throws {
    let site = try site(way)
    let result = try crawl(site)
    #expect(result.imageFates == ["/a.png": "stored"])
    let objections = try #require(result.image("/a.png")?.opt_outs)
    #expect(
      objections.contains(
        .init(
          signal: way.signal, where: way.place, url: site.url(way.source), value: way.value)),
      "\(objections)")
  }

  @Test(arguments: ways)
  func `for machine learning the image is left alone, with the same evidence`(way: Way) throws {
    let site = try site(way)
    let result = try crawl(site) { $0.optOuts = .ml }
    #expect(result.imageFates == ["/a.png": "opt-out"])
    #expect(result.exit == 0)
    let objections = try #require(result.image("/a.png")?.opt_outs)
    #expect(objections.map(\.signal).contains(way.signal))
    #expect(site.requests(for: "/a.png").isEmpty == way.isKnownBefore)
    #expect(result.images.allSatisfy { $0.file == nil })
  }

  @Test(arguments: ways)
  func `a crawl in memory decides the same`(way: Way) throws {
    let result = try crawl(try site(way)) {
      $0.optOuts = .ml
      $0.keepsJournal = false
    }
    #expect(result.imageFates == ["/a.png": "opt-out"])
    #expect(result.image("/a.png")?.opt_outs?.map(\.signal).contains(way.signal) == true)
  }

  @Test(arguments: [
    "X-Robots-Tag: otherbot: noai", "X-Robots-Tag: all", "TDM-Reservation: 0",
    "Content-Usage: train-ai=y", "Content-Usage: search=n", "X-Robots-Tag: max-snippet:20",
  ])
  func `what is no objection is none`(header: String) throws {
    let result = try crawl([
      "/": .saying(header, .page(images: ["/a.png"])), "/a.png": .saying(header, .picture("a")),
    ]) { $0.optOuts = .ml }
    #expect(result.imageFates == ["/a.png": "stored"])
    #expect(result.image("/a.png")?.opt_outs == nil)
  }

  @Test func `an image that one page does not want taken is not taken for another`() throws {
    let site = try LoopbackSite(routes: [
      "/": .page(images: ["/a.png", "/b.png"], links: ["/closed"]),
      "/closed": .html(
        "<meta name=robots content=noimageai><img src=/a.png><img src=/c.png><a href=/later>x</a>"),
      "/later": .page(images: ["/c.png"]),
      "/a.png": .picture("a"), "/b.png": .picture("b"), "/c.png": .picture("c"),
    ])
    for keepsJournal in [true, false] {
      let result = try crawl(site) {
        $0.optOuts = .ml
        $0.keepsJournal = keepsJournal
      }
      #expect(
        result.imageFates == ["/a.png": "opt-out", "/b.png": "stored", "/c.png": "opt-out"])
      #expect(result.image("/a.png")?.opt_outs?.map(\.url) == [site.url("/closed")])
    }
    #expect(site.requests(for: "/a.png").isEmpty && site.requests(for: "/c.png").isEmpty)
  }

  @Test func `signals that contradict one another are one objection each`() throws {
    let site = try LoopbackSite(routes: [
      "/.well-known/tdmrep.json": .serve(
        .text(#"[{"location":"/a.png","tdm-reservation":0}]"#, type: "application/json")),
      "/": .html("<meta name=tdm-reservation content=0><img src=/a.png>"),
      "/a.png": .withHeaders(
        ["TDM-Reservation": "1", "X-Robots-Tag": "noai"], then: .picture("a")),
    ])
    let result = try crawl(site) { $0.optOuts = .ml }
    #expect(result.imageFates == ["/a.png": "opt-out"])
    #expect(result.image("/a.png")?.opt_outs?.map(\.signal) == ["noai", "tdm-reservation"])
  }

  @Test func `what a page says again in the same place counts once`() throws {
    let result = try crawl([
      "/": .saying(
        "X-Robots-Tag: noai",
        .html(
          "<meta name=robots content=noai><meta name=magpie content='noai, noindex'>"
            + "<meta name=robots content=noindex><img src=/a.png>")), "/a.png": .picture("a"),
    ])
    let objections = try #require(result.image("/a.png")?.opt_outs)
    #expect(objections.map(\.signal) == ["noai", "noai", "noindex"])
    #expect(objections.map(\.value) == ["noai", "noai", "noai, noindex"])
  }

  @Test func `links that are not to be followed are followed by an archive only`() throws {
    let site = try LoopbackSite(routes: [
      "/": .html(
        "<a rel='nofollow ugc' href=/p>p</a><a href=/q>q</a><a rel=nofollow href=/l.png>l</a>"),
      "/p": .page(images: ["/p.png"]),
      "/q": .html("<meta name=robots content=nofollow><img src=/q.png><a href=/r>r</a>"),
      "/r": .page(images: ["/r.png"]),
      "/p.png": .picture("p"), "/q.png": .picture("q"), "/r.png": .picture("r"),
      "/l.png": .picture("l"),
    ])
    let archive = try crawl(site)
    #expect(Set(archive.imageFates.values) == ["stored"] && archive.images.count == 4)
    #expect(archive.image("/l.png")?.opt_outs?.map(\.where) == ["link"])
    #expect(archive.image("/q.png")?.opt_outs == nil, "what a page shows is no link")
    let learning = try crawl(site) { $0.optOuts = .ml }
    #expect(learning.imageFates == ["/q.png": "stored", "/l.png": "opt-out"])
    #expect(
      learning.pageFates
        == ["/": "fetched", "/p": "opt-out", "/q": "fetched", "/r": "opt-out"])
  }

  @Test func `images that stand in a page itself are left alone with it`() throws {
    let data = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"
    let site = try LoopbackSite(routes: [
      "/": .html("<img src='\(data)'><meta name=robots content=noai>")
    ])
    for (mode, fate) in [(OptOutMode.archive, "stored"), (.ml, "opt-out")] {
      let result = try crawl(site) {
        $0.takesDataImages = true
        $0.optOuts = mode
      }
      #expect(result.images.map(\.fate) == [fate])
      #expect(result.images.first?.opt_outs?.map(\.signal) == ["noai"])
    }
  }

  @Test func `the files about opt-outs are asked for once at each host that has images`() throws {
    let pictures = try LoopbackSite(routes: ["/x.png": .picture("x"), "/y.png": .picture("y")])
    let site = try LoopbackSite(routes: [
      "/": .page(images: [pictures.url("/x.png"), pictures.url("/y.png")])
    ])
    _ = try crawl(site) {
      $0.allowsPrivateAddresses = true
      $0.excludeImages = ["/favicon.ico$"]
    }
    #expect(site.requests.filter { $0.path.hasSuffix("ai.txt") }.isEmpty)
    #expect(
      pictures.requests.map(\.path).prefix(3).sorted()
        == ["/.well-known/tdmrep.json", "/ai.txt", "/robots.txt"])
    #expect(pictures.requests.count == 5)
  }

  @Test(arguments: [Behaviour.status(404), .status(500), .drop, .redirect(to: "/ai.txt")])
  func `a file that cannot be had says nothing`(behaviour: Behaviour) throws {
    let result = try crawl([
      "/": .page(images: ["/a.png"]), "/a.png": .picture("a"), "/ai.txt": behaviour,
      "/.well-known/tdmrep.json": behaviour,
    ]) {
      $0.optOuts = .ml
      $0.retries = 1
    }
    #expect(result.imageFates == ["/a.png": "stored"])
  }

  @Test(arguments: [Behaviour.status(503), .status(500), .drop])
  func `a file that cannot be had costs its host no patience`(behaviour: Behaviour) throws {
    let result = try crawl([
      "/": .page(images: ["/a.png"]), "/a.png": .picture("a"), "/ai.txt": behaviour,
      "/.well-known/tdmrep.json": behaviour,
    ]) {
      $0.retries = 1
      $0.hostPatience = .milliseconds(1)
    }
    #expect(result.imageFates == ["/a.png": "stored"])
    #expect(result.summary.hosts.allSatisfy { $0.rests == 0 })
  }

  @Test(arguments: ["", "{", "[[[[", "null", "[{\"location\":5}]", "<html>not found</html>"])
  func `a file that cannot be read says nothing`(text: String) throws {
    let result = try crawl([
      "/": .page(images: ["/a.png"]), "/a.png": .picture("a"),
      "/ai.txt": .serve(.text(text, type: "text/html")),
      "/.well-known/tdmrep.json": .serve(.text(text, type: "application/json")),
    ]) { $0.optOuts = .ml }
    #expect(result.imageFates == ["/a.png": "stored"])
  }

  @Test func `without robots_txt an archive asks for no file for crawlers`() throws {
    let site = try LoopbackSite(routes: ["/": .page(images: ["/a.png"]), "/a.png": .picture("a")])
    _ = try crawl(site) {
      $0.obeysRobots = false
      $0.readsSitemaps = false
    }
    #expect(site.requests.map(\.path).sorted() == ["/", "/a.png", "/favicon.ico"])
  }

  @Test func `a crawl for machine learning that was stopped knows the objections again`() throws {
    let site = try LoopbackSite(routes: [
      "/": .page(images: ["/a.png", "/b.png"], links: ["/closed", "/end"]),
      "/closed": .html("<meta name=robots content=noai><img src=/a.png>"),
      "/end": .page(), "/a.png": .picture("a"), "/b.png": .picture("b"),
    ])
    let folder = try TemporaryFolder()
    let first = try crawl(site, into: folder) {
      $0.optOuts = .ml
      $0.maximumPages = 2
      $0.threads = 1
      $0.transfers = 1
    }
    #expect(first.summary.ending == .limit && site.requests(for: "/b.png").isEmpty)
    let second = try crawl(site, into: folder) { $0.optOuts = .ml }
    #expect(second.imageFates == ["/a.png": "opt-out", "/b.png": "stored"])
    #expect(site.requests(for: "/a.png").isEmpty)
  }
}

extension Behaviour {
  /// The same with a header line.
  fileprivate static func saying(_ header: String, _ behaviour: Behaviour) -> Behaviour {
    let colon = header.firstIndex(of: ":") ?? header.endIndex
    let value = header[colon...].dropFirst(2)
    return .withHeaders([String(header[..<colon]): String(value)], then: behaviour)
  }
}
