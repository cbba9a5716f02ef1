public import ArgumentParser
public import CrawlModel
import Crawling

/// Which pages are followed, and from where images are taken.
struct ScopeOptions: ParsableArguments {
  @Option(
    name: [.short, .long],
    help: ArgumentHelp(
      "Links from a seed; 0 = the given pages only. (default: no limit)", valueName: "N"))
  var depth: Int?

  @Option(
    help: """
      Which pages are followed: host, domain, prefix or any; for host, www. and http/https twins \
      count as the same.
      """)
  var scope: PageReach = .host

  @Option(help: "From where images are taken, once a page shows them: any, host or domain.")
  var images: ImageReach = .any

  @Flag(
    inversion: .prefixedNo,
    help: "Read the sitemaps that robots.txt names, and /sitemap.xml.")
  var sitemaps = true

  @Flag(
    inversion: .prefixedNo,
    help: "Leave out parts of a site without end: calendars, sessions, circles.")
  var traps = true

  @Option(
    help: ArgumentHelp("The most pages that one host is asked for.", valueName: "N"))
  var maxPagesPerHost: Int?

  @Option(help: ArgumentHelp("Only pages whose address matches; repeatable.", valueName: "RE"))
  var include: [String] = []

  @Option(help: ArgumentHelp("No pages whose address matches; repeatable.", valueName: "RE"))
  var exclude: [String] = []

  @Option(help: ArgumentHelp("Only images whose address matches; repeatable.", valueName: "RE"))
  var includeImage: [String] = []

  @Option(help: ArgumentHelp("No images whose address matches; repeatable.", valueName: "RE"))
  var excludeImage: [String] = []

  @Option(help: "Of one srcset, picture or lazy image, take all or only the largest.")
  var variants: VariantChoice = .all

  @Flag(help: "Store also images that stand in pages themselves, as data: addresses.")
  var dataImages = false

  @Flag(help: "Drop parameters that only follow visitors (utm_*, fbclid and kin) from links.")
  var stripTracking = false

  @Flag(help: "Read pages in full, also what cannot matter; finds the same, slower.")
  var noScan = false

  func apply(to configuration: inout CrawlConfiguration) {
    configuration.maximumDepth = depth
    configuration.pageReach = scope
    configuration.imageReach = images
    configuration.readsSitemaps = sitemaps
    configuration.avoidsTraps = traps
    configuration.maximumPagesPerHost = maxPagesPerHost
    configuration.includePages = include
    configuration.excludePages = exclude
    configuration.includeImages = includeImage
    configuration.excludeImages = excludeImage
    configuration.variants = variants
    configuration.dropsTracking = stripTracking
    configuration.takesDataImages = dataImages
    configuration.readsPagesInFull = noScan
  }
}

extension PageReach: ExpressibleByArgument {}
extension ImageReach: ExpressibleByArgument {}
extension VariantChoice: ExpressibleByArgument {}
