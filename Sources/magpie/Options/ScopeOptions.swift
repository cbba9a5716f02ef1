public import ArgumentParser
public import CrawlModel
import Crawling

/// Which pages are followed, and from where images are fetched.
struct ScopeOptions: ParsableArguments {
  @Option(
    name: [.short, .long],
    help: ArgumentHelp(
      "Maximum links from a seed; 0 = only the given pages. (default: no limit)", valueName: "N"))
  var depth: Int?

  @Option(
    help: """
      Which pages are followed: host, domain, prefix or any. With host, www. and http/https \
      variants count as the same. (default: host)
      """)
  var scope: PageReach?

  @Option(
    help: """
      Which hosts the images of the pages are fetched from: any, host or domain. (default: any)
      """)
  var images: ImageReach?

  @Flag(
    inversion: .prefixedNo, exclusivity: .chooseLast,
    help: "Read the sitemaps named in robots.txt, and /sitemap.xml. (default: --sitemaps)")
  var sitemaps: Bool?

  @Flag(
    inversion: .prefixedNo, exclusivity: .chooseLast,
    help: "Skip crawler traps: endless calendars, sessions, link cycles. (default: --traps)")
  var traps: Bool?

  @Option(
    help: ArgumentHelp("Maximum number of pages per host.", valueName: "N"))
  var maxPagesPerHost: Int?

  @Option(help: ArgumentHelp("Only pages with a matching address; repeatable.", valueName: "RE"))
  var include: [String] = []

  @Option(help: ArgumentHelp("Skip pages with a matching address; repeatable.", valueName: "RE"))
  var exclude: [String] = []

  @Option(help: ArgumentHelp("Only images with a matching address; repeatable.", valueName: "RE"))
  var includeImage: [String] = []

  @Option(help: ArgumentHelp("Skip images with a matching address; repeatable.", valueName: "RE"))
  var excludeImage: [String] = []

  @Option(
    help: """
      Fetch all candidates of a srcset, picture or lazy image, or only the largest. (default: all)
      """)
  var variants: VariantChoice?

  @Flag(help: "Also store images embedded in pages as data: addresses.")
  var dataImages = false

  @Flag(help: "Remove tracking parameters (utm_*, fbclid and others) from links.")
  var stripTracking = false

  @Flag(help: "Parse all of a page, including irrelevant parts; slower, with the same result.")
  var noScan = false

  /// Sets what is given, and leaves the rest as it is.
  func apply(to configuration: inout CrawlConfiguration) throws(CrawlError) {
    if let depth { configuration.maximumDepth = depth }
    if let scope { configuration.pageReach = scope }
    if let images { configuration.imageReach = images }
    if let sitemaps { configuration.readsSitemaps = sitemaps }
    if let traps { configuration.avoidsTraps = traps }
    if let maxPagesPerHost { configuration.maximumPagesPerHost = maxPagesPerHost }
    if !include.isEmpty { configuration.includePages = try Self.patterns(include) }
    if !exclude.isEmpty { configuration.excludePages = try Self.patterns(exclude) }
    if !includeImage.isEmpty { configuration.includeImages = try Self.patterns(includeImage) }
    if !excludeImage.isEmpty { configuration.excludeImages = try Self.patterns(excludeImage) }
    if let variants { configuration.variants = variants }
    if stripTracking { configuration.dropsTracking = true }
    if dataImages { configuration.takesDataImages = true }
    if noScan { configuration.readsPagesInFull = true }
  }

  private static func patterns(_ texts: [String]) throws(CrawlError) -> [AddressPattern] {
    var patterns: [AddressPattern] = []
    for text in texts { patterns.append(try AddressPattern(text)) }
    return patterns
  }
}

extension PageReach: ExpressibleByArgument {}
extension ImageReach: ExpressibleByArgument {}
extension VariantChoice: ExpressibleByArgument {}
