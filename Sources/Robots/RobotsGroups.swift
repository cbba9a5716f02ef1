/// The groups of a robots.txt that are relevant for one crawler: its own, and those for all.
struct RobotsGroups {
  /// The agents that a line applies to.
  private struct Agents: OptionSet {
    let rawValue: UInt8
    static let named = Agents(rawValue: 1)
    static let all = Agents(rawValue: 2)
  }

  /// The merged content of the groups of one kind (RFC 9309 §2.2.1).
  private struct Gathered {
    /// The maximum number of lines about the use of the content.
    static let mostUsages = 1_000

    private(set) var rules: [RobotsRule] = []
    var crawlDelay: Duration?
    private(set) var usages: [UsageRule] = []
    private var seen: Set<String> = []

    // A rule that is repeated changes nothing, and a file of a kilobyte may unpack to 40,000 of them.
    mutating func add(_ rule: RobotsRule) {
      guard seen.insert((rule.isAllowing ? "+" : "-") + rule.pattern.text).inserted else { return }
      rules.append(rule)
    }

    mutating func add(_ usage: UsageRule) {
      guard usages.count < Self.mostUsages, seen.insert(usage.text).inserted else { return }
      usages.append(usage)
    }
  }

  private let agent: ProductToken
  private var named = Gathered()
  private var all = Gathered()
  private var isNamed = false
  private var sitemaps: [String] = []
  private var seenSitemaps: Set<String> = []

  /// The agents of the current group; a `User-agent` line after a rule begins another group.
  private var group: Agents = []
  private var groupHasRules = false
  /// The agents for lines that RFC 9309 does not define.
  ///
  /// Such lines must not end a group (§2.2.4), and apply only to the agents directly above them, as
  /// their authors intend.
  private var neighbours: Agents = []
  private var neighboursHaveLines = false

  init(agent: String) { self.agent = ProductToken(agent: agent) }

  mutating func take(_ record: RobotsRecord, line: Int) {
    switch record {
    case .userAgent(let value): begin(value)
    case .allow(let path):
      add(path, isAllowing: true, line: line)
      if let folder = RobotsRule.folder(ofIndex: path) {
        let rule = RobotsRule(
          isAllowing: true, pattern: PathPattern(folder), path: path, line: line)
        add(to: group) { $0.add(rule) }
      }
    case .disallow(let path): add(path, isAllowing: false, line: line)
    case .crawlDelay(let value):
      neighboursHaveLines = true
      guard let delay = CrawlDelay.read(value) else { return }
      // The longest of several delays counts.
      add(to: neighbours) { $0.crawlDelay = max($0.crawlDelay ?? .zero, delay) }
    case .usage(let name, let value):
      neighboursHaveLines = true
      guard let rule = UsageRule(name: name, value: value, line: line) else { return }
      add(to: neighbours) { $0.add(rule) }
    case .sitemap(let reference):
      guard !reference.isEmpty, seenSitemaps.insert(reference).inserted else { return }
      sitemaps.append(reference)
    }
  }

  /// The rules of all records added so far.
  var rules: RobotsRules {
    let meant = isNamed ? named : all
    return RobotsRules(
      rules: meant.rules, crawlDelay: meant.crawlDelay, sitemaps: sitemaps, usages: meant.usages)
  }

  private mutating func begin(_ value: String) {
    if groupHasRules { group = [] }
    if groupHasRules || neighboursHaveLines { neighbours = [] }
    groupHasRules = false
    neighboursHaveLines = false
    if ProductToken.meansAll(value) {
      group.insert(.all)
      neighbours.insert(.all)
    } else if agent == ProductToken(line: value) {
      isNamed = true
      group.insert(.named)
      neighbours.insert(.named)
    }
  }

  private mutating func add(_ path: String, isAllowing: Bool, line: Int) {
    groupHasRules = true
    // An empty path matches nothing; only the existence of the rule counts.
    guard !path.isEmpty, !group.isEmpty else { return }
    let rule = RobotsRule(
      isAllowing: isAllowing, pattern: PathPattern(path), path: path, line: line)
    add(to: group) { $0.add(rule) }
  }

  private mutating func add(to agents: Agents, _ change: (inout Gathered) -> Void) {
    if agents.contains(.named) { change(&named) }
    if agents.contains(.all) { change(&all) }
  }
}

/// Parses the value of a `Crawl-delay` line.
enum CrawlDelay {
  /// Parses a number of seconds, optionally with a fraction; text after the number is ignored.
  ///
  /// - Returns: at most ``RobotsReader/longestCrawlDelay``; `nil` if it is not a number or
  ///   negative.
  static func read(_ value: String) -> Duration? {
    let digits = value.utf8.prefix { $0 &- 0x30 < 10 || "+-.eE".utf8.contains($0) }
    // "10e" is a number and a letter.
    var number = digits
    while let last = number.last, last &- 0x30 >= 10, last != UInt8(ascii: ".") {
      number = number.dropLast()
    }
    guard let first = number.first, first != UInt8(ascii: "-"), let text = String(number),
      let seconds = Double(text), seconds >= 0
    else { return nil }
    guard seconds < Double(RobotsReader.longestCrawlDelay.components.seconds) else {
      return RobotsReader.longestCrawlDelay
    }
    return .milliseconds(Int64((seconds * 1000).rounded(.up)))
  }
}
