import ArgumentParser
import Crawling

/// `magpie crawl URL…`: the main job.
struct CrawlCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "crawl",
    abstract: "Collects every image of a website.",
    discussion: """
      Follows the links of the site from the given pages and stores every image that its pages, \
      stylesheets and links refer to, each once, under DIR/images. DIR/images.jsonl says where \
      each was found, DIR/pages.jsonl what was read, DIR/summary.json how it went.

      EXAMPLES
        magpie https://example.com
        magpie https://example.com --depth 2 --formats jpeg,png -o photos
        magpie https://example.com/blog/ --scope prefix --delay 0.5
        magpie https://example.com               # again: goes on, or looks what is new
        magpie crawl example.com --retry-failed  # only what failed
        magpie crawl example.com --dry-run       # only look what there is

      EXIT CODES
        0 complete, 1 something failed, 3 stopped by a limit, 64 wrong usage,
        69 no seed could be fetched, 73 the output folder cannot be used,
        74 disk full, 130 and 143 interrupted
      """)

  @Argument(help: ArgumentHelp("The pages to start from.", valueName: "URL"))
  var seeds: [String] = []

  @Flag(
    help: """
      Ask again only what failed in an earlier crawl; its folder may stand in place of the \
      addresses, and its rules hold.
      """)
  var retryFailed = false

  @Flag(
    help: """
      Read the pages and list the images that would be taken, with their sizes; store nothing.
      """)
  var dryRun = false

  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup(title: "Pace") var pace: PaceOptions
  @OptionGroup(title: "Scope") var scope: ScopeOptions
  @OptionGroup(title: "Images") var images: ImageOptions
  @OptionGroup(title: "Limits of the whole crawl") var limits: LimitOptions
  @OptionGroup(title: "Requests") var requests: RequestOptions
  @OptionGroup(title: "Progress") var progress: ProgressOptions

  func run() throws {
    guard let first = seeds.first else {
      throw ValidationError("Missing expected argument 'URL ...': the page to start from.")
    }
    if retryFailed, dryRun {
      throw ValidationError(
        "--retry-failed asks again and --dry-run stores nothing; give one of them.")
    }
    if retryFailed, seeds.count == 1, CrawlFolder.isCrawl(first) {
      var configuration = try CrawlFolder(first).configuration()
      try pace.apply(to: &configuration)
      try limits.apply(to: &configuration)
      try requests.apply(to: &configuration)
      configuration.retriesFailed = true
      return try CrawlSession(configuration, progress).run()
    }
    var configuration = CrawlConfiguration(
      seeds: seeds, output: try output.folder(forSeed: first))
    configuration.retriesFailed = retryFailed
    configuration.isDryRun = dryRun
    try output.apply(to: &configuration)
    try pace.apply(to: &configuration)
    pace.applyRules(to: &configuration)
    scope.apply(to: &configuration)
    try images.apply(to: &configuration)
    try limits.apply(to: &configuration)
    try requests.apply(to: &configuration)
    try CrawlSession(configuration, progress).run()
  }
}
