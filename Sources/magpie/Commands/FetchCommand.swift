import ArgumentParser
import Crawling
import Files

/// `magpie fetch LIST`: downloads a known list of images with the same worker threads.
struct FetchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fetch",
    abstract: "Downloads a list of image addresses.",
    discussion: """
      LIST is a file with one address per line; empty lines and comments, which begin with #, are \
      ignored. Use - to read standard input. No other addresses are fetched. A line that is not an \
      address is reported with its number, and the exit code is 1; with --skip-invalid it is no failure.

      A list may come from the web, so private addresses in it are skipped, and --header is sent \
      to no host of it. With --trust-list, its addresses count as if you had typed them; so do \
      those of a list of one port of this machine.

      EXAMPLES
        magpie fetch urls.txt -o photos
        grep -o 'https://[^"]*jpg' page.html | magpie fetch - -o photos
      """)

  @Argument(
    help: ArgumentHelp("The file with the addresses, or - for standard input.", valueName: "LIST"),
    completion: .file())
  var list: String

  @Flag(help: "Lines that are no addresses are no failure.")
  var skipInvalid = false

  @Flag(
    help: "Allow private addresses of the list, and send --header and passwords to its hosts.")
  var trustList = false

  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup(title: "Pace") var pace: PaceOptions
  @OptionGroup(title: "Pace") var consent: ConsentOptions
  @OptionGroup(title: "Images") var images: ImageOptions
  @OptionGroup(title: "Limits of the whole run") var limits: LimitOptions
  @OptionGroup(title: "Requests") var requests: RequestOptions
  @OptionGroup(title: "Many machines") var sharing: FrontierOptions
  @OptionGroup(title: "Progress") var progress: ProgressOptions
  @OptionGroup(title: "Configuration") var file: ConfigurationOptions

  /// Whether the list is an address, and no file that exists has its name.
  private static func isAddress(_ list: String) -> Bool {
    list.contains("://") && !WholeFile.isFile(list) && (try? Crawl.check(seed: list)) != nil
  }

  func run() throws {
    if Self.isAddress(self.list) {
      throw CrawlError(
        .badSetting,
        "This is an address, and fetch reads a file with addresses, one a line. For this image alone, "
          + "leave out the word fetch.")
    }
    let place = self.list == "-" ? "standard input" : self.list
    let bytes = try StandardStreams.bytes(of: self.list, atMost: WholeFile.listBytes)
    let list = AddressList(bytes, of: place)
    for problem in list.problems { StandardStreams.writeError("magpie: \(problem)\n") }
    guard let first = list.addresses.first else {
      throw ValidationError("\(self.list) has no addresses.")
    }
    var configuration = CrawlConfiguration(output: try output.folder(forSeed: first))
    configuration.imageList = list.addresses
    configuration.trustsList = trustList
    try output.apply(to: &configuration)
    pace.apply(to: &configuration)
    consent.apply(to: &configuration)
    images.apply(to: &configuration)
    limits.apply(to: &configuration)
    try requests.apply(to: &configuration)
    try sharing.apply(to: &configuration)
    let session = CrawlSession(configuration, progress)
    let isGood = skipInvalid || list.problems.isEmpty
    try session.run(codeIfComplete: isGood ? ExitCodes.complete : ExitCodes.failures)
  }
}
