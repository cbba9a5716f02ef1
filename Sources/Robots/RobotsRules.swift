/// The rules of one robots.txt for one crawler (RFC 9309).
///
/// A value that ``RobotsReader`` creates once for all addresses of an origin:
///
/// ```swift
/// let rules = RobotsReader.read(bytes.span, for: "magpie")
/// let verdict = rules.verdict(for: address.pathAndQuery)
/// if !verdict.isAllowed { skip(because: verdict.rule?.text) }
/// ```
///
/// A verdict takes time linear in the rules and the path, and at most a millisecond or two.
public struct RobotsRules: Sendable, Hashable {
  private let table: RuleTable
  private let usageTable: RuleTable
  /// The minimum time between two requests; `nil` if the file has no crawl delay.
  public let crawlDelay: Duration?
  /// The sitemaps in the file, as written and each once; relative ones are resolved against the
  /// address of the file.
  public private(set) var sitemaps: [String]
  init(
    rules: [RobotsRule] = [], crawlDelay: Duration? = nil, sitemaps: [String] = [],
    usages: [UsageRule] = []
  ) {
    table = RuleTable(rules.sorted { $0.precedes($1) }.map(\.row))
    usageTable = RuleTable(usages.sorted { $0.precedes($1) }.map(\.row))
    self.crawlDelay = crawlDelay
    self.sitemaps = sitemaps
  }

  /// Makes rules without a crawl delay and sitemaps.
  init(tables: (rules: RuleTable, usages: RuleTable)) {
    (table, usageTable) = tables
    crawlDelay = nil
    sitemaps = []
  }

  /// The rules, and the lines about the use of the content.
  var tables: [RuleTable] { [table, usageTable] }

  /// The rules that apply to the crawler, the most specific first; at equal length `Allow` before
  /// `Disallow`.
  ///
  /// - Complexity: O(*rules*); they are made anew.
  public var rules: [RobotsRule] { table.rows.map(RobotsRule.init) }

  /// Whether there is no rule; there may be a crawl delay and other lines.
  public var hasNoRules: Bool { table.isEmpty }

  /// The lines about the permitted use of the site's content, the most specific path first.
  ///
  /// - Complexity: O(*lines*); they are made anew.
  public var usages: [UsageRule] { usageTable.rows.compactMap(UsageRule.init) }

  /// The same without the sitemaps, to be kept while the origin is crawled.
  public var withoutSitemaps: RobotsRules {
    var rules = self
    rules.sitemaps = []
    return rules
  }

  /// The rules if there is no robots.txt: everything is allowed (RFC 9309 §2.3.1.3).
  public static let allowingAll = RobotsRules()

  /// Returns whether an address may be fetched, and the rule that decides.
  ///
  /// - Parameter pathAndQuery: the path of the address with its query, without fragment.
  /// - Returns: the verdict of the longest matching rule; allowed if none matches, and for
  ///   `/robots.txt` itself (RFC 9309 §2.2.2). If the rules have more wildcards than can be compared
  ///   with so long a path, it is not allowed, and no rule is named.
  public func verdict(for pathAndQuery: some StringProtocol) -> RobotsVerdict {
    if pathAndQuery == "/robots.txt" { return RobotsVerdict(isAllowed: true, rule: nil) }
    guard !table.isEmpty else { return RobotsVerdict(isAllowed: true, rule: nil) }
    var search = PathSearch(pathAndQuery)
    let rule = table.first(in: &search).map(RobotsRule.init)
    if search.isExhausted { return RobotsVerdict(isAllowed: false, rule: nil) }
    return RobotsVerdict(isAllowed: rule?.isAllowing ?? true, rule: rule)
  }

  /// Returns the line about the use of the content at an address; `nil` if there is none.
  ///
  /// If the lines have more wildcards than can be compared with so long a path, it is the one at
  /// which the limit was reached.
  public func usage(for pathAndQuery: some StringProtocol) -> UsageRule? {
    guard !usageTable.isEmpty else { return nil }
    var search = PathSearch(pathAndQuery)
    return usageTable.first(in: &search).flatMap(UsageRule.init)
  }

  /// The approximate memory use in bytes, for a cache with a limit.
  public var byteCount: Int {
    table.byteCount + usageTable.byteCount
      + sitemaps.reduce(0) { $0 + $1.utf8.count + MemoryLayout<String>.stride }
      + MemoryLayout<Self>.size
  }
}

/// Whether an address may be fetched.
public struct RobotsVerdict: Sendable, Hashable {
  /// Whether it may.
  public let isAllowed: Bool
  /// The rule that decided; `nil` if none matches, or if there was too much to compare.
  public let rule: RobotsRule?
}
