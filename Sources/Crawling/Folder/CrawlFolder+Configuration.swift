import Scheduling

extension CrawlFolder {
  /// Returns the configuration for resuming this crawl: its identity is that of the first run, all
  /// other settings are those of the latest run, except what was withheld.
  ///
  /// - Throws: `CrawlError` if the journal cannot be read, or the first run was ended before it began.
  public func configuration() throws(CrawlError) -> CrawlConfiguration {
    let (identity, options) = try attempt { (try journal.identity, try journal.options) }
    guard !identity.isEmpty else {
      throw CrawlError(
        .outputFolder,
        "The crawl in \(path) was ended before its first request; run the same command again.")
    }
    var configuration = CrawlConfiguration(output: path)
    try configuration.take(identity)
    try configuration.take(kept: options)
    if identity["list"] != nil { configuration.imageList = try attempt { try journal.seeds } }
    return configuration
  }

  /// The names of the options that the latest run had and that are not stored, because they may
  /// contain a secret; `seed` for names and passwords in the addresses.
  ///
  /// - Throws: `CrawlError` if the journal cannot be read.
  public func withheldOptions() throws(CrawlError) -> [String] {
    let options = try attempt { try journal.options }
    return options[CrawlConfiguration.withheldName]?.split(separator: "\n").map(String.init) ?? []
  }
}

extension CrawlConfiguration {
  /// The name under which the names of withheld options are stored.
  static let withheldName = "withheld"

  /// What is stored of the settings of a run besides its identity.
  var optionsOfRun: [String: String] {
    var options = keptOptions
    let withheld = withheldOptions
    if !withheld.isEmpty { options[Self.withheldName] = withheld.joined(separator: "\n") }
    return options
  }
}
