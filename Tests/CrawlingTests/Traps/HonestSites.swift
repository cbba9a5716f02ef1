import TestSupport

/// Large sites that have an end, however much they look as if they had none.
enum HonestSites {
  static let all = [
    photos, forum, wiki, archives, sparseList, listOfNumbers, shop, index, variants,
    directory,
  ]

  /// Numbered pages one behind the other, each with an image.
  static let photos = MadeSite(
    "2,000 photo pages", images: Set((1...2_000).map { "/img/\($0).png" })
  ) { request in
    let number = request.path.numbers.first ?? 1
    return .made(
      "Photo \(number)", images: ["/img/\(number).png"],
      links: number < 2_000 ? ["/photo/\(number + 1)"] : [])
  }

  private static let words = """
    garden winter bridge camera river morning feather harbour window copper lantern meadow orchard \
    quarry saddle thunder valley whistle yellow zebra
    """.split(separator: " ")

  /// Text only, made of a few words, and an image on the last page.
  static let forum = MadeSite("a forum of 1,000 pages", images: ["/img/last.png"]) { request in
    let number = request.path.numbers.first ?? 1
    var state = UInt64(number) &* 0x9E37_79B9_7F4A_7C15
    let text = (0..<30).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return words[Int(state >> 33) % words.count]
    }
    return .made(
      text.joined(separator: " "), images: number == 1_000 ? ["/img/last.png"] : [],
      links: number < 1_000 ? ["/topic/\(number + 1)"] : [])
  }

  /// Segments that stand twice for a reason.
  static let wiki = MadeSite(
    "a wiki with /en/en/", images: ["/img/wiki.png", "/img/tile.png", "/img/deep.png"]
  ) { request in
    switch request.path {
    case "/": .made("Welcome", links: ["/en/en/", "/en/en/en", "/0/0/0/0/0"])
    case "/en/en/": .made("The word en", images: ["/img/wiki.png"], links: ["/en/en/en"])
    case "/en/en/en": .made("More of it", images: ["/img/deep.png"])
    case "/0/0/0/0/0": .made("A tile", images: ["/img/tile.png"])
    default: nil
    }
  }

  /// A page for each month and day of 20 years, most of them empty, and a post in some.
  static let archives = MadeSite(
    "archives of 20 years", images: Set((2_004..<2_024).map { "/img/\($0).png" })
  ) { request in
    let date = request.path.numbers
    let years = 2_004..<2_024
    switch (request.path.hasPrefix("/post/"), date.count) {
    case (true, _): return .made("A post", images: ["/img/\(date[0]).png"])
    case (_, 0): return .made("Archive", links: years.map { "/\($0)/" })
    case (_, 1): return .made("\(date[0])", links: (1...12).map { "/\(date[0])/\($0)/" })
    case (_, 2):
      return .made("\(date[0])-\(date[1])", links: (1...28).map { "/\(date[0])/\(date[1])/\($0)/" })
    default:
      // The only post of a year is on its last day.
      let isLast = date[1] == 12 && date[2] == 28
      return .made("\(date[0])-\(date[1])-\(date[2])", links: isLast ? ["/post/\(date[0])"] : [])
    }
  }

  /// Images on every 60th page of a list only.
  static let sparseList = MadeSite(
    "a list of 500 pages with few images",
    images: Set((1...500).filter { $0 % 60 == 0 }.map { "/img/\($0).png" })
  ) { request in
    let number = request.target.numbers.first ?? 1
    return .made(
      "Page \(number) of 500", images: number % 60 == 0 ? ["/img/\(number).png"] : [],
      links: number < 500 ? ["/list?page=\(number + 1)"] : [])
  }

  /// A long list of pages that have the images.
  static let listOfNumbers = MadeSite(
    "a list of 600 pages with items", images: Set((1...600).map { "/img/\($0).png" })
  ) { request in
    let number = request.target.numbers.first ?? 1
    if request.path.hasPrefix("/item/") {
      return .made("Item \(number)", images: ["/img/\(number).png"], links: ["/"])
    }
    return .made(
      "Page \(number)",
      links: ["/item/\(number)"] + (number < 600 ? ["/list?page=\(number + 1)"] : []))
  }

  /// Parameters in any order, all of which matter.
  static let shop = MadeSite(
    "a shop with parameters", images: Set((1...300).map { "/img/\($0).png" })
  ) { request in
    guard request.path == "/shop" else {
      return .made("Shop", links: (1...300).map { "/shop?sid=\($0)&cat=\($0 % 7)&s=story" })
    }
    let number = request.target.numbers.first ?? 0
    return .made("Goods", images: ["/img/\(number).png"], links: ["/"])
  }

  /// An index of pages that are all the same but for the last one.
  static let index = MadeSite("an index of 1,500 pages", images: ["/img/last.png"]) { request in
    guard let number = request.path.numbers.first else {
      return .made("Index", links: (1...1_500).map { "/entry/\($0)" })
    }
    return .made("Entry \(number)", images: number == 1_500 ? ["/img/last.png"] : [])
  }

  /// Two languages with the same addresses.
  static let variants = MadeSite(
    "pages in two languages",
    images: Set((1...250).flatMap { ["/img/en\($0).png", "/img/de\($0).png"] })
  ) { request in
    let language = request.target.contains("lang=de") ? "de" : "en"
    let number = request.path.numbers.first ?? 1
    return .made(
      "Page", images: ["/img/\(language)\(number).png"],
      links: ["/p/\(number)?lang=de", "/p/\(number)?lang=en"]
        + (number < 250 ? ["/p/\(number + 1)?lang=\(language)"] : []))
  }

  /// A tree of lists that all say the same, whose last ones lead nowhere, and an image in the last.
  static let directory = MadeSite("a directory of 1,500", images: ["/img/end.png"]) { request in
    let number = request.path.numbers.first ?? 0
    let below = (20 * number + 1)...(20 * number + 20)
    return .made(
      "A list", images: number == 1_499 ? ["/img/end.png"] : [],
      links: below.filter { $0 < 1_500 }.map { "/list/\($0)" })
  }
}
