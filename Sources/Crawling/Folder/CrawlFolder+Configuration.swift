import Scheduling

extension CrawlFolder {
  /// Returns the configuration for resuming this crawl: its identity is that of the first run, all
  /// other settings have their defaults.
  public func configuration() throws(CrawlError) -> CrawlConfiguration {
    let rules = try attempt { try journal.rules }
    var configuration = CrawlConfiguration(output: path)
    configuration.take(rules)
    if rules["list"] != nil { configuration.imageList = try attempt { try journal.seeds } }
    return configuration
  }
}
