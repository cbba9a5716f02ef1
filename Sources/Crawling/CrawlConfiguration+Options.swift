import Addressing
import CrawlModel
import Threads

extension CrawlConfiguration {
  /// The settings that differ from the defaults or shape the result, for the summary.
  ///
  /// Headers and proxies are left out: they may hold secrets.
  var options: [CrawlSummary.Option] {
    var options: [CrawlSummary.Option] = []
    func add(_ name: String, _ value: String?) {
      if let value { options.append(.init(name, value)) }
    }
    for seed in (try? Seeds(seeds).addresses) ?? [] { add("seed", seed.text) }
    add("threads", "\(threads)")
    add("transfers", "\(transfers)")
    add("per-host", "\(transfersPerHost)")
    add("per-address", "\(transfersPerAddress ?? 2 * transfersPerHost)")
    add("delay", "\(delay.inSeconds)")
    add("depth", maximumDepth.map(String.init))
    add("scope", pageReach.rawValue)
    add("images", imageReach.rawValue)
    add("robots", obeysRobots ? "yes" : "no")
    add("opt-outs", optOuts.rawValue)
    add("sitemaps", readsSitemaps ? "yes" : "no")
    add("traps", avoidsTraps ? "yes" : "no")
    for pattern in includePages { add("include", pattern) }
    for pattern in excludePages { add("exclude", pattern) }
    for pattern in includeImages { add("include-image", pattern) }
    for pattern in excludeImages { add("exclude-image", pattern) }
    if variants != .all { add("variants", variants.rawValue) }
    if takesDataImages { add("data-images", "true") }
    if dropsTracking { add("strip-tracking", "true") }
    if readsPagesInFull { add("no-scan", "true") }
    if formats.count < ImageFormat.allCases.count {
      add("formats", formats.map(\.rawValue).sorted().joined(separator: ","))
    }
    add("min-width", minimumWidth.map(String.init))
    add("min-height", minimumHeight.map(String.init))
    add("max-pixels", maximumPixels.map(String.init))
    add("min-bytes", minimumBytes.map(String.init))
    add("max-bytes", "\(maximumBytes)")
    add("max-pages", maximumPages.map(String.init))
    add("max-pages-per-host", maximumPagesPerHost.map(String.init))
    add("max-images", maximumImages.map(String.init))
    add("max-total", maximumTotal.map(String.init))
    add("max-time", maximumTime.map { "\($0.inSeconds)" })
    add("timeout", "\(timeout.inSeconds)")
    add("retries", "\(retries)")
    add("layout", layout.rawValue)
    add("user-agent", userAgent)
    if !verifiesCertificates { add("insecure", "true") }
    if allowsPrivateAddresses { add("allow-private", "true") }
    return options
  }
}
