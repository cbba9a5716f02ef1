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
      are not stored in the folder and have to be given again. Options that are given replace those \
      of the folder.

      EXAMPLES
        magpie resume example.com
        magpie resume example.com --header @token.txt --max-images 5000
      """)

  @Argument(
    help: ArgumentHelp("The output folder of the crawl.", valueName: "DIR"), completion: .directory)
  var folder: String

  @OptionGroup(title: "Pace") var pace: PaceOptions
  @OptionGroup(title: "Limits of the whole crawl") var limits: LimitOptions
  @OptionGroup(title: "Requests") var requests: RequestOptions
  @OptionGroup(title: "Progress") var progress: ProgressOptions

  func run() throws {
    try CrawlSession(CrawlConfiguration(of: folder, pace, limits, requests), progress).run()
  }
}

extension CrawlConfiguration {
  /// The settings of a folder's last run, with those that are given in their place.
  ///
  /// - Throws: `CrawlError` if the folder cannot be read, or if a setting that may be secret, and so
  ///   is not stored in it, is not given.
  init(
    of folder: String, _ pace: PaceOptions, _ limits: LimitOptions, _ requests: RequestOptions
  ) throws {
    let crawl = try CrawlFolder(folder)
    self = try crawl.configuration()
    pace.apply(to: &self)
    limits.apply(to: &self)
    try requests.apply(to: &self)
    func missing(_ what: String, _ advice: String) -> CrawlError {
      CrawlError(
        .badSetting,
        "\(folder) does not have \(what), which may be secret and is not stored. \(advice)")
    }
    for name in try crawl.withheldOptions() {
      switch name {
      case "header" where headers.isEmpty:
        throw missing(
          "the --header of the last run", "Give it again with --header, or with --header @FILE.")
      case "proxy" where requests.proxy == nil:
        throw missing("the --proxy of the last run", "Give it again with --proxy.")
      case "seed" where headers.isEmpty && netrcFile == nil:
        throw missing(
          "the name and password of the address",
          "Run the same command as the last time, or give --netrc or --header @FILE.")
      default: break
      }
    }
  }
}
