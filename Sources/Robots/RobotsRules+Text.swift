extension RobotsRules {
  /// Returns the rules as a short robots.txt for every crawler, from which ``init(text:)`` makes the
  /// same rules; sitemaps are left out.
  ///
  /// Each line has the number that it has in the original file, since users are told it.
  ///
  /// - Parameter limit: the maximum number of bytes.
  /// - Returns: the file; `nil` if it is longer.
  /// - Complexity: O(*rules* log *rules*).
  public func text(atMost limit: Int) -> String? {
    // A rule for an index page is two rules of the same line.
    var lines: [Int: String] = [:]
    for rule in rules { lines[rule.line] = rule.text }
    for usage in usages { lines[usage.line] = usage.text }
    var text = "User-agent: *"
    var number = 1
    for (line, content) in lines.sorted(by: { $0.key < $1.key }) {
      guard line > number, text.utf8.count + line - number + content.utf8.count <= limit else {
        return nil
      }
      text += String(repeating: "\n", count: line - number) + content
      number = line
    }
    if let crawlDelay {
      let (seconds, attoseconds) = crawlDelay.components
      text += "\nCrawl-delay: \(Double(seconds) + Double(attoseconds) / 1e18)"
    }
    return text.utf8.count <= limit ? text : nil
  }

  /// Reads what ``text(atMost:)`` has written.
  public init(text: String) {
    // Any name will do, since the text has only one group.
    self = RobotsReader.read(Array(text.utf8).span, for: "magpie")
  }
}
