import Bytes

/// What a page requests of crawlers, in an `X-Robots-Tag` header or in `meta` elements.
///
/// ```swift
/// var directives = PageDirectives(xRobotsTag: "noai, otherbot: noindex", agent: "magpie")
/// directives.formUnion(PageDirectives(metaName: "robots", content: "none", agent: "magpie"))
/// ```
public struct PageDirectives: OptionSet, Sendable, Hashable {
  /// The bits of the set.
  public let rawValue: UInt8

  /// Creates a set from its bits.
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// The page must not appear in search results.
  public static let noindex = PageDirectives(rawValue: 1)
  /// The images on the page must not appear in search results.
  public static let noimageindex = PageDirectives(rawValue: 2)
  /// The links on the page must not be followed.
  public static let nofollow = PageDirectives(rawValue: 4)
  /// The page must not be used for machine learning.
  public static let noai = PageDirectives(rawValue: 8)
  /// The images on the page must not be used for machine learning.
  public static let noimageai = PageDirectives(rawValue: 16)

  /// Parses the value of one `X-Robots-Tag` field, or of several joined by commas.
  ///
  /// - Parameters:
  ///   - value: directives separated by commas. A name with a colon, such as `otherbot: noindex`,
  ///     says for which crawler the following directives are; those before the first name are for
  ///     all.
  ///   - agent: the product token of this crawler.
  public init(xRobotsTag value: String, agent: String) {
    let reader = ProductToken(agent: agent)
    var isMeant = true
    var directives: PageDirectives = []
    for part in value.split(separator: ",") {
      var word = part.trimmed
      if let colon = word.firstIndex(of: ":") {
        let name = word[..<colon].trimmed.lowercased()
        // A value that contains a colon but is not relevant here.
        if Self.withValue.contains(name) { continue }
        isMeant = name == "*" || name == "robots" || ProductToken(line: name) == reader
        word = word[word.index(after: colon)...].trimmed
      }
      if isMeant { directives.formUnion(Self.named(word)) }
    }
    self = directives
  }

  /// Parses a `meta` element.
  ///
  /// - Parameters:
  ///   - name: the element's name, in any case; that of another crawler is ignored.
  ///   - content: directives separated by commas or spaces.
  ///   - agent: the product token of this crawler.
  public init(metaName name: String, content: String, agent: String) {
    let name = name[...].trimmed.lowercased()
    guard name == "robots" || ProductToken(line: name) == ProductToken(agent: agent) else {
      self = []
      return
    }
    self = content.split { $0 == "," || $0.isWhitespace }
      .reduce(into: []) { $0.formUnion(Self.named($1)) }
  }

  /// The names of the directives.
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
