import Scheduling

extension CrawlFolder {
  /// The configuration of a crawl that goes on in this folder: the rules are those of its first run,
  /// all else is at its default.
  public func configuration() throws(CrawlError) -> CrawlConfiguration {
    let rules = try attempt { try journal.rules }
    var configuration = CrawlConfiguration(output: path)
    configuration.take(rules)
    if rules["list"] != nil { configuration.imageList = try attempt { try journal.seeds } }
    return configuration
  }
}
