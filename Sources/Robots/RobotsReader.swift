/// Parses a robots.txt (RFC 9309), as tolerant of mistakes as Google's parser.
///
/// Parsing never fails: anything that is not a rule is ignored; an HTML page or an image in its
/// place has no rules.
public enum RobotsReader {
  /// The number of bytes read: 500 KiB, the minimum of RFC 9309 §2.5.
  ///
  /// The rest is ignored, and so is a line that is cut there.
  public static let readLimit = 500 * 1024

  /// The maximum crawl delay; a longer one is reduced to this.
  ///
  /// A delay of a billion seconds is a mistake, and a crawl with hours between two requests would
  /// not end.
  public static let longestCrawlDelay: Duration = .seconds(300)

  /// Parses the rules of a file for one crawler.
  ///
  /// - Parameters:
  ///   - bytes: the file as served, or its beginning.
  ///   - agent: the crawler's product token, such as `magpie`; a version after a slash is ignored.
  ///     Its own groups apply, merged; if it has none, those of `*` do (§2.2.1).
  /// - Returns: the rules, which allow everything if no group applies.
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
