import ArgumentParser
import Crawling

/// `magpie resume DIR`: resumes or refreshes a crawl with its own settings.
struct ResumeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "resume",
    abstract: "Resumes or refreshes a crawl with the settings of its folder.",
    discussion: """
      Does the same as the command that was last run on the folder. If the crawl is unfinished, it \
      is resumed, otherwise refreshed. Headers, and names and passwords in an address or a proxy, \
      are not stored in the folder and have to be given again. Limits may be given to replace the \
      earlier ones.

      EXAMPLES
        magpie resume example.com
        magpie resume example.com --header @token.txt --max-images 5000
      """)

  @Argument(help: ArgumentHelp("The output folder of the crawl.", valueName: "DIR"))
  var folder: String

  @Option(
    help: ArgumentHelp(
      "A header for the hosts of the seeds, or a file with one a line; repeatable.",
      valueName: "K:V|@FILE"))
  var header: [String] = []

  @Option(help: ArgumentHelp("Proxy, such as socks5h://127.0.0.1:9050.", valueName: "URL"))
  var proxy: String?

  @OptionGroup(title: "Limits of the whole crawl") var limits: LimitOptions
  @OptionGroup(title: "Progress") var progress: ProgressOptions

  func run() throws {
    try CrawlSession(try configuration(), progress).run()
  }

  /// The settings of the folder with those of the command line.
  private func configuration() throws -> CrawlConfiguration {
    let folder = try CrawlFolder(self.folder)
    var configuration = try folder.configuration()
    let headers = try header.flatMap(HeaderFile.lines)
    if !headers.isEmpty { configuration.headers = headers }
    if let proxy { configuration.proxy = proxy }
    limits.applyGiven(to: &configuration)
    for name in try folder.withheldOptions() {
      switch name {
      case "header" where headers.isEmpty:
        throw missing(
          "the --header of the last run", "Give it again with --header, or with --header @FILE.")
      case "proxy" where proxy == nil:
        throw missing("the --proxy of the last run", "Give it again with --proxy.")
      case "seed" where headers.isEmpty:
        throw missing(
          "the name and password of the address",
          "Run the same command as the last time, or give the header Authorization with "
            + "--header @FILE.")
      default: break
      }
    }
    return configuration
  }

  private func missing(_ what: String, _ advice: String) -> CrawlError {
    CrawlError(
      .badSetting,
      "\(folder) does not have \(what), which may be secret and is not stored. \(advice)")
  }
}
