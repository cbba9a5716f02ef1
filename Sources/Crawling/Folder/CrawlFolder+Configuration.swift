import Scheduling

extension CrawlFolder {
  /// Returns the configuration for resuming this crawl: its identity is that of the first run, all
  /// other settings have their defaults.
  public func configuration() throws(CrawlError) -> CrawlConfiguration {
    let identity = try attempt { try journal.identity }
    var configuration = CrawlConfiguration(output: path)
    configuration.take(identity)
    if identity["list"] != nil { configuration.imageList = try attempt { try journal.seeds } }
    return configuration
  }
}
