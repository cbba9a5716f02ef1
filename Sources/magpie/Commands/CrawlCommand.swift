import ArgumentParser
import Crawling

/// `magpie crawl URL…`: crawls a website.
struct CrawlCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "crawl",
    abstract: "Collects every image of a website.",
    discussion: """
      Follows the links of the site from the given pages and stores every image that its pages, \
      style sheets and links refer to, each once, under DIR/images. DIR/images.jsonl records where \
      each image was found, DIR/pages.jsonl which pages were read, DIR/summary.json the result.

      EXAMPLES
        magpie https://example.com
        magpie https://example.com --depth 2 --formats jpeg,png -o photos
        magpie https://example.com/blog/ --scope prefix --delay 0.5
        magpie https://example.com               # again: resume or refresh
        magpie crawl example.com --retry-failed  # only what failed
        magpie crawl example.com --dry-run       # store nothing

      EXIT CODES
        0 complete, 1 something failed, 3 stopped by a limit, 64 wrong usage,
        69 no seed could be fetched, 73 the output folder cannot be used,
        74 disk full, 130 and 143 interrupted
      """)

  @Argument(help: ArgumentHelp("The pages to start from.", valueName: "URL"))
  var seeds: [String] = []

  @Flag(
    help: """
      Retry only what failed in an earlier crawl; its folder may be given instead of the \
      addresses, and its settings apply.
      """)
  var retryFailed = false

  @Flag(
    help: """
      Read the pages and list the images that would be stored, with their sizes; store nothing.
      """)
  var dryRun = false

  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup(title: "Pace") var pace: PaceOptions
  @OptionGroup(title: "Scope") var scope: ScopeOptions
  @OptionGroup(title: "Images") var images: ImageOptions
  @OptionGroup(title: "Limits of the whole crawl") var limits: LimitOptions
  @OptionGroup(title: "Requests") var requests: RequestOptions
  @OptionGroup(title: "Progress") var progress: ProgressOptions
  @OptionGroup(title: "Configuration") var file: ConfigurationOptions

  func run() throws {
    guard let first = seeds.first else {
      throw ValidationError("Missing expected argument 'URL ...': the pages to start from.")
    }
    if retryFailed, dryRun {
      throw ValidationError(
        "--retry-failed and --dry-run cannot be used together.")
    }
    if retryFailed, seeds.count == 1, CrawlFolder.isCrawl(first) {
      var configuration = try CrawlFolder(first).configuration()
      try pace.apply(to: &configuration)
      try limits.apply(to: &configuration)
      try requests.apply(to: &configuration)
      configuration.retriesFailed = true
      return try CrawlSession(configuration, progress).run()
    }
    try CommandGuess.check(seeds)
    var configuration = CrawlConfiguration(
      seeds: seeds, output: try output.folder(forSeed: first))
    configuration.retriesFailed = retryFailed
    configuration.isDryRun = dryRun
    try output.apply(to: &configuration)
    try pace.apply(to: &configuration)
    pace.applyRules(to: &configuration)
    try scope.apply(to: &configuration)
    try images.apply(to: &configuration)
    try limits.apply(to: &configuration)
    try requests.apply(to: &configuration)
    try CrawlSession(configuration, progress).run()
  }
}
