import TestSupport

/// Sites whose documents name further ones without end, in other ways than by links between pages.
enum EndlessChains {
  static let all: [MadeSite] =
    [
      sheets, treeOfSheets, sheetsInHeaders, sheetsWithOnePicture, manifests, sheetsAndManifests,
      sheetsAndPages, sheetsAndFeeds, manifestsAndPages, treeOfSitemaps, pagesAsSitemaps,
      pagesAsFeeds, sitemapsOfPages,
    ] + namesOfImages

  /// Pages that are linked with the names of images.
  static let namesOfImages = [imageNames, pairsOfImageNames, everySecondImageName]

  private static let css = "text/css"
  private static let json = "application/json"
  private static let rss = "application/rss+xml"

  private static func sheet(_ number: Int) -> Behaviour {
    .serve(.text("@import '/x\(number + 1).css';", type: css))
  }

  private static func first(_ head: String) -> Behaviour { .html("\(head)<p>Welcome</p>") }

  private static let firstWithSheet = first("<link rel=stylesheet href=/s0>")

  static let sheets = MadeSite("style sheets that import the next") { request in
    request.path.numbers.first.map(sheet) ?? firstWithSheet
  }

  static let treeOfSheets = MadeSite("style sheets that import many") { request in
    guard let number = request.path.numbers.first else { return firstWithSheet }
    let imports = (1...50).map { "@import '/s\(50 * number + $0)';" }
    return .serve(.text(imports.joined(), type: css))
  }

  static let sheetsInHeaders = MadeSite("style sheets in the headers of style sheets") { request in
    guard let number = request.path.numbers.first else { return firstWithSheet }
    return .withHeaders(
      ["Link": "</s\(number + 1)>; rel=stylesheet"],
      then: .serve(.text("a {}", type: css)))
  }

  static let sheetsWithOnePicture = MadeSite(
    "style sheets with the same picture at other addresses"
  ) { request in
    guard let number = request.path.numbers.first else { return firstWithSheet }
    if request.path.hasPrefix("/picture") { return .picture("same") }
    let imports = (1...5).map { "@import '/s\(5 * number + $0)';" }
    let shown = "a { background: url(/picture\(number).png) }"
    return .serve(.text(imports.joined() + shown, type: css))
  }

  static let manifests = MadeSite("manifests in the headers of manifests") { request in
    guard let number = request.path.numbers.first else {
      return first("<link rel=manifest href=/m0>")
    }
    return .withHeaders(
      ["Link": "</m\(number + 1)>; rel=manifest"],
      then: .serve(.text(#"{"icons": []}"#, type: json)))
  }

  static let sheetsAndManifests = MadeSite("style sheets and manifests by turns") { request in
    guard let number = request.path.numbers.first else { return firstWithSheet }
    return request.path.hasPrefix("/s")
      ? .withHeaders(
        ["Link": "</m\(number)>; rel=manifest"], then: .serve(.text("a {}", type: css)))
      : .withHeaders(
        ["Link": "</s\(number + 1)>; rel=stylesheet"],
        then: .serve(.text(#"{"icons": []}"#, type: json)))
  }

  static let sheetsAndPages = MadeSite("style sheets and pages by turns") { request in
    guard let number = request.path.numbers.first else { return firstWithSheet }
    return request.path.hasPrefix("/s")
      ? .withHeaders(["Link": "</p\(number)>; rel=next"], then: .serve(.text("a {}", type: css)))
      : first("<link rel=stylesheet href=/s\(number + 1)>")
  }

  static let sheetsAndFeeds = MadeSite("style sheets and feeds by turns") { request in
    guard let number = request.path.numbers.first else { return firstWithSheet }
    return request.path.hasPrefix("/s")
      ? .withHeaders(
        ["Link": "</f\(number)>; rel=alternate; type=\"\(rss)\""],
        then: .serve(.text("a {}", type: css)))
      : .withHeaders(
        ["Link": "</s\(number + 1)>; rel=stylesheet"],
        then: .serve(.text("<rss><channel></channel></rss>", type: rss)))
  }

  static let manifestsAndPages = MadeSite("manifests and pages by turns") { request in
    let number = request.path.numbers.first ?? 0
    return request.path.hasPrefix("/m")
      ? .serve(.text(#"{"icons": [], "start_url": "/p\#(number)"}"#, type: json))
      : first("<link rel=manifest href=/m\(number + 1)>")
  }

  static let treeOfSitemaps = MadeSite("lists of 50 lists of sitemaps") { request in
    guard request.path.hasPrefix("/sitemap"), request.path.hasSuffix(".xml") else {
      return first("")
    }
    let number = request.path.numbers.first ?? 0
    let lists = (1...50).map { "<sitemap><loc>/sitemap/\(50 * number + $0).xml</loc></sitemap>" }
    return .serve(.text("<sitemapindex>\(lists.joined())</sitemapindex>", type: "text/xml"))
  }

  private static func list(_ page: Int) -> Behaviour {
    .serve(.text("<urlset><url><loc>/u\(page)</loc></url></urlset>", type: "text/xml"))
  }

  static let pagesAsSitemaps = MadeSite("pages that are sitemaps of such pages") { request in
    request.path.numbers.first.map { list($0 + 1) } ?? .made("Welcome", links: ["/u0"])
  }

  static let pagesAsFeeds = MadeSite("pages that are feeds of such pages") { request in
    guard let number = request.path.numbers.first else { return .made("Welcome", links: ["/u0"]) }
    let item = "<item><link>/u\(number + 1)</link></item>"
    return .serve(.text("<rss><channel>\(item)</channel></rss>", type: rss))
  }

  static let sitemapsOfPages = MadeSite("pages with a sitemap of the next page") { request in
    let number = request.path.numbers.first ?? 0
    if request.path.hasPrefix("/sitemap") { return number == 0 ? nil : list(number) }
    return .withHeaders(["Link": "</sitemap\(number + 1)>; rel=sitemap"], then: first(""))
  }

  static let imageNames = MadeSite("pages with the names of images", images: ["/img/1.png"]) {
    .html(
      "<a href='/l\(($0.path.numbers.first ?? 0) + 1).jpg'><img src='/img/1.png'></a>")
  }

  static let pairsOfImageNames = MadeSite("pairs of pages with the names of images") { request in
    let number = request.path.numbers.first ?? 0
    return .made("Next", links: ["/l\(2 * number + 1).jpg", "/l\(2 * number + 2).jpg"])
  }

  static let everySecondImageName = MadeSite("pages with such names by turns") { request in
    let number = request.path.numbers.first ?? 0
    return .made(
      "Next", links: [request.path.hasSuffix(".png") ? "/x\(number + 1)" : "/x\(number).png"])
  }
}
