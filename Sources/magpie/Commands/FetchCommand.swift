import ArgumentParser
import Crawling

/// `magpie fetch LIST`: downloads a known list of images with the same worker threads.
struct FetchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fetch",
    abstract: "Downloads a list of image addresses.",
    discussion: """
      LIST is a file with one address per line; empty lines and lines that begin with # are \
      ignored. Use - to read standard input. No other addresses are fetched.

      EXAMPLES
        magpie fetch urls.txt -o photos
        grep -o 'https://[^"]*jpg' page.html | magpie fetch - -o photos
      """)

  @Argument(
    help: ArgumentHelp("The file with the addresses, or - for standard input.", valueName: "LIST"))
  var list: String

  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup(title: "Pace") var pace: PaceOptions
  @OptionGroup(title: "Images") var images: ImageOptions
  @OptionGroup(title: "Limits of the whole run") var limits: LimitOptions
  @OptionGroup(title: "Requests") var requests: RequestOptions
  @OptionGroup(title: "Progress") var progress: ProgressOptions

  func run() throws {
    let addresses = try AddressList(list).addresses
    guard let first = addresses.first else {
      throw ValidationError("\(list) has no addresses.")
    }
    var configuration = CrawlConfiguration(output: try output.folder(forSeed: first))
    configuration.imageList = addresses
    try output.apply(to: &configuration)
    try pace.apply(to: &configuration)
    pace.applyRules(to: &configuration)
    try images.apply(to: &configuration)
    try limits.apply(to: &configuration)
    try requests.apply(to: &configuration)
    try CrawlSession(configuration, progress).run()
  }
}
