internal import Bytes

/// One recognised line of a robots.txt.
enum RobotsRecord {
  case userAgent(String)
  case allow(String)
  case disallow(String)
  case crawlDelay(String)
  case sitemap(String)
  /// A line about the use of content, with its name.
  case usage(name: String, String)

  /// Parses a line; returns `nil` for an empty line, a comment and anything unknown.
  init?(_ line: Range<Int>, in text: Span<UInt8>) {
    guard let (key, value) = Self.parts(of: line, in: text) else { return nil }
    let rest = text.extracting(key)
    guard let kind = Self.spellings.first(where: { rest.matchesIgnoringASCIICase($0.0) })?.1
    else {
      guard let sitemap = Self.bareSitemap(key, value, in: text) else { return nil }
      self = .sitemap(sitemap)
      return
    }
    let words = text.text(value)
    switch kind {
    case .userAgent: self = .userAgent(words)
    case .allow: self = .allow(words)
    case .disallow: self = .disallow(words)
    case .crawlDelay: self = .crawlDelay(words)
    case .sitemap: self = .sitemap(words)
    case .contentUsage: self = .usage(name: "Content-Usage", words)
    case .contentSignal: self = .usage(name: "Content-Signal", words)
    }
  }

  private enum Kind {
    case userAgent, allow, disallow, crawlDelay, sitemap, contentUsage, contentSignal
  }

  /// The beginnings of keys, including common misspellings; the rest of a key is ignored.
  private static let spellings: [(String, Kind)] = [
    ("user-agent", .userAgent), ("useragent", .userAgent), ("user agent", .userAgent),
    ("disallow", .disallow), ("dissallow", .disallow), ("dissalow", .disallow),
    ("disalow", .disallow), ("diasllow", .disallow), ("disallaw", .disallow),
    ("allow", .allow),
    ("crawl-delay", .crawlDelay), ("crawldelay", .crawlDelay), ("crawl delay", .crawlDelay),
    ("sitemap", .sitemap), ("site-map", .sitemap),
    ("content-usage", .contentUsage), ("content-signal", .contentSignal),
  ]

  /// Returns the key and the value of a line without its comment.
  ///
  /// A missing colon is accepted if the line has exactly two words.
  private static func parts(
    of line: Range<Int>, in text: Span<UInt8>
  ) -> (key: Range<Int>, value: Range<Int>)? {
    var end = line.lowerBound
    while end < line.upperBound, text[end] != UInt8(ascii: "#") { end += 1 }
    let content = text.trimmed(line.lowerBound..<end)
    var separator = content.lowerBound
    while separator < content.upperBound, text[separator] != UInt8(ascii: ":") { separator += 1 }
    if separator == content.upperBound {
      separator = content.lowerBound
      while separator < content.upperBound, !text[separator].isRobotsSpace { separator += 1 }
      guard separator < content.upperBound else { return nil }
      let value = text.trimmed(separator..<content.upperBound)
      for index in value where text[index].isRobotsSpace { return nil }
    }
    let key = text.trimmed(content.lowerBound..<separator)
    guard !key.isEmpty else { return nil }
    return (key, text.trimmed(min(separator + 1, content.upperBound)..<content.upperBound))
  }

  /// Returns the address of a sitemap from a line without the `Sitemap` key.
  private static func bareSitemap(
    _ key: Range<Int>, _ value: Range<Int>, in text: Span<UInt8>
  ) -> String? {
    let scheme = text.text(key).lowercased()
    guard scheme == "http" || scheme == "https" else { return nil }
    let rest = text.text(value)
    return rest.hasPrefix("//") && rest.lowercased().contains("sitemap")
      ? "\(scheme):\(rest)" : nil
  }
}

extension Span where Element == UInt8 {
  fileprivate func trimmed(_ range: Range<Int>) -> Range<Int> {
    var start = range.lowerBound
    var end = range.upperBound
    while start < end, self[start].isRobotsSpace { start += 1 }
    while start < end, self[end - 1].isRobotsSpace { end -= 1 }
    return start..<end
  }
}

extension UInt8 {
  /// White space inside a line, including NUL, which some editors leave in files.
  fileprivate var isRobotsSpace: Bool {
    self == 0x20 || self == 0x09 || self == 0x0B || self == 0x0C || self == 0x00
  }
}
