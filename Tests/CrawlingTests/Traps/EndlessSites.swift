import TestSupport

/// Sites without end, each with a gallery that must be found whole.
enum EndlessSites {
  static let all: [MadeSite] = [
    repeatingSegment, growingPath, calendar, sessionInQuery, shortSession, sessionInPath, facets,
    softMissing, sameContent, redirects, sitemaps, emptyLists, counter, growingQuery, randomNames,
  ].map { $0.besideGallery(of: 40) }

  /// A link that lacks its first slash.
  static let repeatingSegment = MadeSite("a path that repeats a segment") { request in
    .made("Our documents", links: ["/photo/1", "docs/", "docs/more/"])
  }

  /// Three of them, on every page, whatever its address.
  static let growingPath = MadeSite("a path that grows by relative links") { request in
    request.path == "/"
      ? .made("Welcome", links: ["/photo/1", "/x/"])
      : .made("Here", links: ["north/", "south/", "west/"])
  }

  private static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ]

  /// Every month leads to the next, the one before, and to all of its days.
  static let calendar = MadeSite(
    "a calendar", images: ["/img/party.png", "/img/fair.png"]
  ) { request in
    let date = request.path.numbers
    guard request.path.hasPrefix("/calendar/"), date.count >= 2 else {
      return .made("Welcome", links: ["/photo/1", "/calendar/2026/11"])
    }
    let (year, month) = (date[0], date[1])
    if date.count > 2 {
      return .made(
        "\(months[month - 1]) \(date[2]), \(year): no events", links: ["/calendar/\(year)/\(month)"]
      )
    }
    let next = month == 12 ? (year + 1, 1) : (year, month + 1)
    let last = month == 1 ? (year - 1, 12) : (year, month - 1)
    let events = [24_323: ["/img/party.png"], 24_290: ["/img/fair.png"]]
    return .made(
      "\(months[month - 1]) \(year) Mo Tu We Th Fr Sa Su 1 2 3 4 5 6 7 8 9 10 11 12",
      images: events[year * 12 + month] ?? [],
      links: ["/calendar/\(next.0)/\(next.1)", "/calendar/\(last.0)/\(last.1)"]
        + (1...28).map { "/calendar/\(year)/\(month)/\($0)" })
  }

  /// A small site that puts a new session into each link.
  private static func sessions(
    _ name: String, _ link: @escaping @Sendable (String) -> String
  ) -> MadeSite {
    let pages = 0..<12
    return MadeSite(name, images: Set(pages.map { "/img/\($0).png" })) { request in
      let number = request.path.numbers.first
      guard request.path == "/" || request.path.hasPrefix("/p/"), number ?? 0 < pages.count else {
        return nil
      }
      return .made(
        "Page \(number ?? 0)", images: ["/img/\(number ?? 0).png"],
        links: pages.map { link("/p/\($0)") } + ["/photo/1"])
    }
  }

  static let sessionInQuery: MadeSite = {
    let drawn = Drawn()
    return sessions("a session in the query") { "\($0)?lang=en&sid=\(drawn.next())" }
  }()

  static let shortSession: MadeSite = {
    let drawn = Drawn()
    return sessions("a session of another name, counted") { "\($0)?visit=\(drawn.count())" }
  }()

  static let sessionInPath: MadeSite = {
    let drawn = Drawn()
    return sessions("a session in the path") { "\($0);jsessionid=\(drawn.next())?lang=en" }
  }()

  /// Every filter can be put on and off in any order.
  static let facets = MadeSite(
    "filters in every order", images: Set((0..<30).map { "/img/item/\($0).png" })
  ) { request in
    guard request.path == "/shop" || request.path == "/" else { return nil }
    let query = request.target.split(separator: "?").dropFirst().first ?? ""
    let chosen = query.split(separator: "&").map(String.init)
    let filters = ["color", "size", "brand", "price", "sort", "view", "stock"]
    let values = ["red", "small", "cheap", "new"]
    var links: [String] = []
    for filter in filters where !chosen.contains(where: { $0.hasPrefix(filter + "=") }) {
      for value in values {
        let with = (chosen + ["\(filter)=\(value)"]).joined(separator: "&")
        links.append("/shop?\(with)")
        if !chosen.isEmpty { links.append("/shop?\(filter)=\(value)&\(query)") }
      }
    }
    let first = query.utf8.reduce(0) { $0 &+ Int($1) } % 20
    let shown = request.path == "/" ? Array(0..<30) : Array(first..<(first + 10))
    return .made(
      "Goods: \(chosen.joined(separator: ", "))", images: shown.map { "/img/item/\($0).png" },
      links: links + ["/photo/1"])
  }

  /// What is not there is answered with a page that has relative links.
  static let softMissing = MadeSite("pages that say 200 and are missing") { request in
    request.path == "/"
      ? .made("Welcome", links: ["/photo/1", "/old/start.html"])
      : .made(
        "Sorry, \(request.target) was not found. Perhaps you meant one of these:",
        links: ["help.html", "about/us.html", "list/\(request.target.utf8.count % 5)/", "/"])
  }

  /// The same page at every number, and each leads to three more.
  static let sameContent = MadeSite("the same content at endless addresses") { request in
    let number = request.path.numbers.first ?? 0
    return .made(
      "An article about nothing in particular",
      images: ["/img/same.png?\(number)", "/img/other.png"],
      links: (1...3).map { "/article/\(number * 3 + $0)" } + ["/photo/1"])
  }

  /// Redirects to new addresses, with a page between any two of them.
  static let redirects = MadeSite("redirects without end") { request in
    let number = request.path.numbers.first ?? 0
    if request.path.hasPrefix("/go/") { return .redirect(to: "/see/\(number + 1)") }
    if request.path.hasPrefix("/hop/") { return .redirect(to: "/hop/\(number + 1)") }
    return .made(
      "On and on", links: ["/photo/1", "/go/\(number + 1)", "/go/\(number + 2)", "/hop/1"])
  }

  /// Lists of sitemaps that lead to lists of sitemaps, with pages that are none.
  static let sitemaps = MadeSite("sitemaps without end") { request in
    guard request.path.hasPrefix("/sitemap"), request.path.hasSuffix(".xml") else {
      return .made("Welcome", links: ["/photo/1"])
    }
    let number = request.path.numbers.first ?? 0
    let lists = [2 * number + 1, 2 * number + 2].map {
      "<sitemap><loc>/sitemap/\($0).xml</loc></sitemap>"
    }
    return .serve(
      .text("<sitemapindex>\(lists.joined())</sitemapindex>", type: "text/xml"))
  }

  /// A list that goes on behind its end.
  static let emptyLists = MadeSite(
    "a list that goes on behind its end", images: Set((0..<120).map { "/img/list/\($0).png" })
  ) { request in
    let number = request.target.numbers.first ?? 0
    return .made(
      number < 12 ? "Results" : "There are no results",
      images: number < 12 ? (0..<10).map { "/img/list/\(number * 10 + $0).png" } : [],
      links: ["/list?page=\(number + 1)", "/photo/1"])
  }

  /// Pages that differ in nothing but a number.
  static let counter = MadeSite("a counter") { request in
    let number = request.path.numbers.first ?? 0
    return .made("Number \(number) of many", links: ["/n/\(number + 1)", "/photo/1"])
  }

  /// The address gets longer with each page.
  static let growingQuery = MadeSite("an address that grows") { request in
    let query = request.target.split(separator: "?").dropFirst().first.map { "\($0)&" } ?? ""
    return .made("Back", links: ["/photo/1", "/search?\(query)from=\(query.utf8.count)"])
  }

  /// Names without a number in them, at any depth.
  static let randomNames = MadeSite("names that are drawn") { request in
    func name(_ salt: Int) -> String {
      var seed = UInt64(truncatingIfNeeded: salt)
      for byte in request.path.utf8 { seed = (seed ^ UInt64(byte)) &* 0x100_0000_01B3 }
      return (0..<8).map { shift in
        String(UnicodeScalar(UInt8(97 + (seed >> UInt64(7 * shift)) % 26)))
      }.joined()
    }
    return .made("Nothing", links: ["/photo/1", "/maze/\(name(1))", "/maze/\(name(2))"])
  }
}
