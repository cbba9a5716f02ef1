import Bytes

/// The rules of a robots.txt in little memory, the most specific first.
///
/// A file of 500 KiB may have 40,000 rules, and a crawl may have thousands of such files at a time. So
/// a rule is its bytes and some numbers here, and becomes a `RobotsRule` only when it decides.
struct RuleTable: Sendable, Hashable {
  private struct Entry: Sendable, Hashable {
    /// Where its bytes begin: the pattern in comparable form, unless it has a star, and then the path
    /// as written, unless that is the same.
    var start: UInt32
    var line: UInt32
    var patternCount: UInt16
    var pathCount: UInt16
    var flags: Flags
  }

  private struct Flags: OptionSet, Hashable {
    let rawValue: UInt8
    static let allows = Flags(rawValue: 1)
    static let isAnchored = Flags(rawValue: 2)
    static let hasStar = Flags(rawValue: 4)
    /// The pattern is the folder of the path, which is that of an index page.
    static let isFolder = Flags(rawValue: 8)
    /// The path is written as the pattern is compared.
    static let isPlain = Flags(rawValue: 16)
  }

  private var bytes: [UInt8] = []
  private var entries: [Entry] = []
  /// What the patterns with a star consist of, in their order.
  private var traces: [ByteTraces] = []

  /// Makes the table of rules, in their order.
  init(_ rules: [RobotsRule]) {
    entries.reserveCapacity(rules.count)
    bytes.reserveCapacity(rules.reduce(0) { $0 + $1.pattern.length + 1 })
    for rule in rules { add(rule) }
  }

  private mutating func add(_ rule: RobotsRule) {
    let pattern = rule.pattern
    var entry = Entry(
      start: UInt32(bytes.count), line: UInt32(clamping: rule.line), patternCount: 0, pathCount: 0,
      flags: [])
    if rule.isAllowing { entry.flags.insert(.allows) }
    if pattern.isAnchored { entry.flags.insert(.isAnchored) }
    if pattern.text != rule.path { entry.flags.insert(.isFolder) }
    if pattern.hasStar {
      entry.flags.insert(.hasStar)
      traces.append(pattern.traces)
    } else {
      bytes += pattern.bytes
      entry.patternCount = UInt16(pattern.bytes.count)
    }
    let path = Array(rule.path.utf8)
    if !pattern.hasStar, !pattern.isAnchored, path == pattern.bytes {
      entry.flags.insert(.isPlain)
    } else {
      bytes += path
      entry.pathCount = UInt16(path.count)
    }
    entries.append(entry)
  }

  /// Whether there is no rule.
  var isEmpty: Bool { entries.isEmpty }

  /// The memory in bytes.
  var byteCount: Int {
    bytes.count + entries.count * MemoryLayout<Entry>.stride
      + traces.count * MemoryLayout<ByteTraces>.stride
  }

  /// All rules.
  var rules: [RobotsRule] { entries.map(rule) }

  /// Returns the first rule that matches a path; `nil` also if the search is exhausted.
  func first(in search: inout PathSearch) -> RobotsRule? {
    let bytes = bytes.span
    var star = 0
    for entry in entries {
      if entry.flags.contains(.hasStar) {
        defer { star += 1 }
        guard search.couldMatch(traces[star]) else { continue }
        let rule = rule(entry)
        search.spend(rule.pattern.length)
        if search.matches(rule.pattern) { return rule }
        if search.isExhausted { return nil }
      } else {
        let start = Int(entry.start)
        let pattern = bytes.extracting(start..<(start + Int(entry.patternCount)))
        if search.begins(with: pattern, isWhole: entry.flags.contains(.isAnchored)) {
          return rule(entry)
        }
      }
    }
    return nil
  }

  private func rule(_ entry: Entry) -> RobotsRule {
    let isPlain = entry.flags.contains(.isPlain)
    let start = Int(entry.start) + (isPlain ? 0 : Int(entry.patternCount))
    let count = Int(isPlain ? entry.patternCount : entry.pathCount)
    let path = bytes.span.text(start..<(start + count))
    let isFolder = entry.flags.contains(.isFolder)
    return RobotsRule(
      isAllowing: entry.flags.contains(.allows),
      pattern: PathPattern(isFolder ? RobotsRule.folder(ofIndex: path) ?? path : path), path: path,
      line: Int(entry.line))
  }
}
