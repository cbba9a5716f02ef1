/// Reads a robots.txt (RFC 9309), as forgiving of slips as Google's parser is.
///
/// Never fails: what is no rule is passed over, and an HTML page or a picture in its place has
/// none.
public enum RobotsReader {
  /// How many bytes are read: 500 KiB, the least RFC 9309 §2.5 allows.
  ///
  /// What follows is not looked
  /// at, and neither is a line that is cut there.
  public static let readLimit = 500 * 1024

  /// The longest pause that is granted: one that is longer is cut to this.
  ///
  /// No site means a billion seconds, and a crawl that waits for hours between two requests will
  /// not end.
  public static let longestCrawlDelay: Duration = .seconds(300)

  /// Reads what a file says to one crawler.
  ///
  /// - Parameters:
  ///   - bytes: The file as served, or its beginning.
  ///   - agent: The crawler's product token, such as `magpie`; a version behind a slash is not
  ///     looked at. Its own groups count, merged; without any those of `*` do (§2.2.1).
  /// - Returns: The rules, which allow everything where no group is meant.
  public static func read(_ bytes: Span<UInt8>, for agent: String) -> RobotsRules {
    let part = bytes.extracting(..<min(bytes.count, readLimit))
    return RobotsText.withText(of: part) { text in
      var groups = RobotsGroups(agent: agent)
      var lines = RobotsLines(isCut: bytes.count > readLimit)
      while let line = lines.next(in: text) {
        guard let record = RobotsRecord(line.range, in: text) else { continue }
        groups.take(record, line: line.number)
      }
      return groups.rules
    }
  }
}
