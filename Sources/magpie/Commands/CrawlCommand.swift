import ArgumentParser
import CrawlModel
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
        69 no seed could be fetched, or --frontier or --store not be reached,
        73 the output folder or --store cannot be used,
        74 disk full, or --store failed during the crawl,
        129, 130 and 143 interrupted
      """)

  // With --retry-failed it may be the folder of a crawl.
  @Argument(
    help: ArgumentHelp("The pages to start from.", valueName: "URL"), completion: .directory)
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

  @Flag(
    help: """
      End a shared crawl on all machines, as Ctrl-C does on one; needs --frontier and nothing else.
      """)
  var stop = false

  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup(title: "Pace") var pace: PaceOptions
  @OptionGroup(title: "Pace") var consent: ConsentOptions
  @OptionGroup(title: "Scope") var scope: ScopeOptions
  @OptionGroup(title: "Images") var images: ImageOptions
  @OptionGroup(title: "Limits of the whole crawl") var limits: LimitOptions
  @OptionGroup(title: "Requests") var requests: RequestOptions
  @OptionGroup(title: "Many machines") var sharing: FrontierOptions
  @OptionGroup(title: "Progress") var progress: ProgressOptions
  @OptionGroup(title: "Configuration") var file: ConfigurationOptions

  func run() throws {
    if stop { return try stopAll() }
    guard let first = seeds.first else {
      throw ValidationError("Missing expected argument 'URL ...': the pages to start from.")
    }
    if retryFailed, dryRun {
      throw ValidationError(
        "--retry-failed and --dry-run cannot be used together.")
    }
    var configuration = try start(from: first)
    configuration.retriesFailed = retryFailed
    configuration.isDryRun = dryRun
    try output.apply(to: &configuration)
    consent.apply(to: &configuration)
    try scope.apply(to: &configuration)
    images.apply(to: &configuration)
    try sharing.apply(to: &configuration)
    try CrawlSession(configuration, progress).run()
  }

  private func stopAll() throws {
    guard let frontier = sharing.frontier, seeds.isEmpty else {
      throw ValidationError("--stop needs --frontier, and no addresses.")
    }
    let status = try FrontierAddress(frontier).status(certificates: requests.cacert, stopping: true)
    let present = status.nodes.filter { $0.silence != nil }
    StandardStreams.write(
      present.isEmpty
        ? "No machine takes part in \(status.name).\n"
        : "\(status.name) ends on \(Readable.count(present.count, "machine")): "
          + "\(present.map(\.name).joined(separator: ", ")).\n")
  }

  /// The settings of the seeds, or of the folder of which something is to be tried again, with those
  /// that may differ from run to run.
  private func start(from first: String) throws -> CrawlConfiguration {
    if retryFailed, seeds.count == 1, CrawlFolder.isCrawl(first) {
      guard output.output == nil else {
        throw ValidationError("Give the folder or --output, not both.")
      }
      return try CrawlConfiguration(of: first, pace, limits, requests)
    }
    try CommandGuess.check(seeds)
    var configuration = CrawlConfiguration(
      seeds: seeds, output: try output.folder(forSeed: first))
    pace.apply(to: &configuration)
    limits.apply(to: &configuration)
    try requests.apply(to: &configuration)
    return configuration
  }
}
