/// One `Allow` or `Disallow` line.
public struct RobotsRule: Sendable, Hashable {
  /// Whether it allows what it matches.
  public let isAllowing: Bool
  /// What it matches.
  public let pattern: PathPattern
  /// The path as it stands in the file.
  public let path: String
  /// The line of the file it stands in, counted from 1.
  public let line: Int

  /// The rule as one would write it: `Disallow: /private/`.
  public var text: String { "\(isAllowing ? "Allow" : "Disallow"): \(path)" }

  var byteCount: Int { MemoryLayout<Self>.stride + pattern.byteCount }

  /// Whether this rule is asked first: the longer one wins, and of two equally long ones the one
  /// that allows (RFC 9309 §2.2.2).
  func precedes(_ other: Self) -> Bool {
    if pattern.length != other.pattern.length { return pattern.length > other.pattern.length }
    if isAllowing != other.isAllowing { return isAllowing }
    return line < other.line
  }
}

/// One line that says what the content of a site may be used for (`Content-Usage` of
/// draft-ietf-aipref-attach, and `Content-Signal`, which goes by the same form).
public struct UsageRule: Sendable, Hashable {
  /// What it is about; everything where the line names no path.
  public let pattern: PathPattern
  /// The preferences it states.
  public let usage: ContentUsage
  /// The line as one would write it.
  public let text: String
  /// The line of the file it stands in, counted from 1.
  public let line: Int

  var byteCount: Int {
    MemoryLayout<Self>.stride + pattern.byteCount + usage.byteCount + text.utf8.count
  }

  func precedes(_ other: Self) -> Bool {
    if pattern.length != other.pattern.length { return pattern.length > other.pattern.length }
    return line < other.line
  }
}
