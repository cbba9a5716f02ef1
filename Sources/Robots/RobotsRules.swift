/// What one robots.txt allows one crawler (RFC 9309).
///
/// A plain value, made by ``RobotsReader`` once and asked for every address of its origin:
///
/// ```swift
/// let rules = RobotsReader.read(bytes.span, for: "magpie")
/// let verdict = rules.verdict(for: address.pathAndQuery)
/// if !verdict.isAllowed { skip(because: verdict.rule?.text) }
/// ```
///
/// A verdict costs time in proportion to the rules and to the path, whatever stands in them.
public struct RobotsRules: Sendable, Hashable {
  /// The rules that hold for the crawler, the most specific first; at equal length `Allow` before
  /// `Disallow`.
  public let rules: [RobotsRule]
  /// The least time between two requests that the site asks for; `nil` where it does not.
  public let crawlDelay: Duration?
  /// The sitemaps the file names, as written and each once; a relative one is meant from the
  /// address of the file.
  public let sitemaps: [String]
  /// What the file says of the use of its site's content, the most specific path first.
  public let usages: [UsageRule]

  private let isClosed: Bool

  init(
    rules: [RobotsRule] = [], crawlDelay: Duration? = nil, sitemaps: [String] = [],
    usages: [UsageRule] = [], isClosed: Bool = false
  ) {
    self.rules = rules.sorted { $0.precedes($1) }
    self.crawlDelay = crawlDelay
    self.sitemaps = sitemaps
    self.usages = usages.sorted { $0.precedes($1) }
    self.isClosed = isClosed
  }

  /// What holds where there is no robots.txt: everything is allowed (RFC 9309 §2.3.1.3).
  public static let allowingAll = RobotsRules()

  /// What holds where the robots.txt could not be had: nothing is allowed (RFC 9309 §2.3.1.4).
  public static let disallowingAll = RobotsRules(isClosed: true)

  /// Whether an address may be fetched, and the rule that says so.
  ///
  /// - Parameter pathAndQuery: the path of the address with its query, without fragment.
  /// - Returns: the verdict of the longest rule that matches; allowed where none does, and for
  ///   `/robots.txt` itself (RFC 9309 §2.2.2).
  public func verdict(for pathAndQuery: some StringProtocol) -> RobotsVerdict {
    if pathAndQuery == "/robots.txt" { return RobotsVerdict(isAllowed: true, rule: nil) }
    if isClosed { return RobotsVerdict(isAllowed: false, rule: nil) }
    guard !rules.isEmpty else { return RobotsVerdict(isAllowed: true, rule: nil) }
    let path = ComparablePath.ofAddress(Array(pathAndQuery.utf8).span)
    let rule = rules.first { $0.pattern.matches(comparable: path.span) }
    return RobotsVerdict(isAllowed: rule?.isAllowing ?? true, rule: rule)
  }

  /// What the file says of the use of what lies at an address; `nil` where it says nothing.
  public func usage(for pathAndQuery: some StringProtocol) -> UsageRule? {
    guard !usages.isEmpty else { return nil }
    let path = ComparablePath.ofAddress(Array(pathAndQuery.utf8).span)
    return usages.first { $0.pattern.matches(comparable: path.span) }
  }

  /// About how many bytes of memory the value takes, for a cache that must not grow without end.
  public var byteCount: Int {
    rules.reduce(0) { $0 + $1.byteCount } + usages.reduce(0) { $0 + $1.byteCount }
      + sitemaps.reduce(0) { $0 + $1.utf8.count + MemoryLayout<String>.stride }
      + MemoryLayout<Self>.size
  }
}

/// Whether an address may be fetched.
public struct RobotsVerdict: Sendable, Hashable {
  /// Whether it may.
  public let isAllowed: Bool
  /// The rule that decided; `nil` where none matches and where the file could not be had.
  public let rule: RobotsRule?
}
