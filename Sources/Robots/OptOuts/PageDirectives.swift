/// What a page says to crawlers about itself, in an `X-Robots-Tag` header or in `meta` elements.
///
/// ```swift
/// var directives = PageDirectives(xRobotsTag: "noai, otherbot: noindex", agent: "magpie")
/// directives.formUnion(PageDirectives(metaName: "robots", content: "none", agent: "magpie"))
/// ```
public struct PageDirectives: OptionSet, Sendable, Hashable {
  /// The bits.
  public let rawValue: UInt8

  /// Makes a set of its bits.
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// The page is not to be found.
  public static let noindex = PageDirectives(rawValue: 1)
  /// The images on the page are not to be found.
  public static let noimageindex = PageDirectives(rawValue: 2)
  /// The links on the page are not to be followed.
  public static let nofollow = PageDirectives(rawValue: 4)
  /// Nothing of the page is to be used for machine learning.
  public static let noai = PageDirectives(rawValue: 8)
  /// The images on the page are not to be used for machine learning.
  public static let noimageai = PageDirectives(rawValue: 16)

  /// Reads the value of one `X-Robots-Tag` field, or of several joined by commas.
  ///
  /// - Parameters:
  ///   - value: Directives parted by commas. A name with a colon, such as `otherbot: noindex`, says
  ///     whom what follows is for; before the first it is for everyone.
  ///   - agent: The product token of the crawler that reads.
  public init(xRobotsTag value: String, agent: String) {
    let reader = ProductToken(agent: agent)
    var isMeant = true
    var directives: PageDirectives = []
    for part in value.split(separator: ",") {
      var word = part.trimmed
      if let colon = word.firstIndex(of: ":") {
        let name = word[..<colon].trimmed.lowercased()
        // A value with a colon in it, which says nothing to us.
        if Self.withValue.contains(name) { continue }
        isMeant = name == "*" || name == "robots" || ProductToken(line: name) == reader
        word = word[word.index(after: colon)...].trimmed
      }
      if isMeant { directives.formUnion(Self.named(word)) }
    }
    self = directives
  }

  /// Reads a `meta` element.
  ///
  /// - Parameters:
  ///   - name: The element's name, in any case; that of another crawler says nothing.
  ///   - content: Directives parted by commas or spaces.
  ///   - agent: The product token of the crawler that reads.
  public init(metaName name: String, content: String, agent: String) {
    let name = name[...].trimmed.lowercased()
    guard name == "robots" || ProductToken(line: name) == ProductToken(agent: agent) else {
      self = []
      return
    }
    self = content.split { $0 == "," || $0.isWhitespace }
      .reduce(into: []) { $0.formUnion(Self.named($1)) }
  }

  /// The words of the directives, as they are written.
  public var words: [String] {
    Self.table.filter { $0.1.isSubset(of: self) && $0.0 != "none" }.map(\.0)
  }

  private static let table: [(String, PageDirectives)] = [
    ("noindex", .noindex), ("noimageindex", .noimageindex), ("nofollow", .nofollow),
    ("noai", .noai), ("noimageai", .noimageai), ("none", [.noindex, .nofollow]),
  ]

  private static let withValue: Set<String> = [
    "unavailable_after", "max-snippet", "max-image-preview", "max-video-preview",
  ]

  private static func named(_ word: Substring) -> PageDirectives {
    let word = word.lowercased()
    return table.first { $0.0 == word }?.1 ?? []
  }
}

extension Substring {
  fileprivate var trimmed: Substring {
    var text = self
    while let first = text.first, first.isWhitespace { text.removeFirst() }
    while let last = text.last, last.isWhitespace { text.removeLast() }
    return text
  }
}
