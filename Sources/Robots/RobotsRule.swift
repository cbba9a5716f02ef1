/// One `Allow` or `Disallow` line.
public struct RobotsRule: Sendable, Hashable {
  /// Whether it allows the paths it matches.
  public let isAllowing: Bool
  /// The paths it matches.
  public let pattern: PathPattern
  /// The path as written in the file.
  public let path: String
  /// The number of its line in the file, from 1.
  public let line: Int

  /// The rule as written in a robots.txt: `Disallow: /private/`.
  public var text: String { "\(isAllowing ? "Allow" : "Disallow"): \(path)" }

  /// Returns the folder of an index page: a rule that allows the index page also allows its folder,
  /// as in Google's parser.
  static func folder(ofIndex path: String) -> String? {
    guard let slash = path.lastIndex(of: "/"), path[slash...].hasPrefix("/index.htm") else {
      return nil
    }
    return path[...slash] + "$"
  }

  /// Whether this rule takes precedence: the longer one, and of two equally long ones the one that
  /// allows (RFC 9309 §2.2.2).
  func precedes(_ other: Self) -> Bool {
    if pattern.length != other.pattern.length { return pattern.length > other.pattern.length }
    if isAllowing != other.isAllowing { return isAllowing }
    return line < other.line
  }
}

/// One line about the permitted use of a site's content (`Content-Usage` of
/// draft-ietf-aipref-attach, and `Content-Signal`, which has the same form).
public struct UsageRule: Sendable, Hashable {
  /// The paths it applies to; all paths if the line has none.
  public let pattern: PathPattern
  /// The preferences it states.
  public let usage: ContentUsage
  /// The line as written in a robots.txt.
  public let text: String
  /// The number of its line in the file, from 1.
  public let line: Int

  func precedes(_ other: Self) -> Bool {
    if pattern.length != other.pattern.length { return pattern.length > other.pattern.length }
    return line < other.line
  }
}

extension RobotsRule {
  init(_ row: RuleTable.Row) {
    self.init(isAllowing: row.isMarked, pattern: row.pattern, path: row.path, line: row.line)
  }

  var row: RuleTable.Row {
    RuleTable.Row(isMarked: isAllowing, pattern: pattern, path: path, line: line)
  }
}

extension UsageRule {
  init?(_ row: RuleTable.Row) {
    guard let colon = row.note.firstIndex(of: ":") else { return nil }
    self.init(
      name: String(row.note[..<colon]), value: String(row.note[colon...].dropFirst(2)),
      line: row.line)
  }

  var row: RuleTable.Row {
    RuleTable.Row(isMarked: false, pattern: pattern, path: pattern.text, note: text, line: line)
  }
}
