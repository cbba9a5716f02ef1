extension CrawlConfiguration {
  /// Whether a text can be one of ``headers``: a name, a colon and a value in one line.
  public static func isHeader(_ text: String) -> Bool {
    text.contains(":") && !text.hasPrefix(":") && !text.contains(where: \.isNewline)
  }
}
