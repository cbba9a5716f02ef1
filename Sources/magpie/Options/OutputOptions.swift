import ArgumentParser
import CrawlModel
import Crawling

/// Where the results are stored and how files are named.
struct OutputOptions: ParsableArguments {
  @Option(
    name: [.short, .customLong("output")],
    help: ArgumentHelp(
      "The output folder. (default: the first address's host name)", valueName: "DIR"),
    completion: .directory)
  var output: String?

  @Option(
    help: ArgumentHelp(
      "How stored files are named: site, hash, flat, or a pattern such as {page}/{n}-{name}. "
        + "(default: site)",
      valueName: "LAYOUT"),
    transform: OutputOptions.layout)
  var layout: FileLayout?

  @Option(
    help: ArgumentHelp(
      """
      Store images in a bucket of an S3 server, under their digest; server and credentials are those \
      of the AWS_... variables.
      """, valueName: "s3://BUCKET/PREFIX"))
  var store: String?

  @Option(
    help: ArgumentHelp(
      "A crawl's folder; images it has, by address or content, are skipped; repeatable.",
      valueName: "DIR"), completion: .directory)
  var known: [String] = []

  @Flag(help: "Do not give files the time that the server states in Last-Modified.")
  var noFileTimes = false

  @Flag(help: "Also archive all requests and answers in WARC files, in DIR/warc.")
  var warc = false

  @Option(help: ArgumentHelp("Maximum size of a WARC file. (default: 1G)", valueName: "BYTES"))
  var warcSize: Size?

  private static func layout(_ text: String) throws -> FileLayout {
    if let layout = FileLayout(rawValue: text) { return layout }
    do throws(LayoutPattern.Mistake) {
      return .pattern(try LayoutPattern(text))
    } catch {
      throw ValidationError(error.description)
    }
  }

  /// Returns the output folder for a crawl from this seed.
  func folder(forSeed seed: String) throws -> String {
    if let output { return output }
    return try Crawl.folderName(forSeed: seed)
  }

  /// Sets what is given, and leaves the rest as it is.
  func apply(to configuration: inout CrawlConfiguration) throws {
    if let layout { configuration.layout = layout }
    if let store { configuration.store = try StoreAddress(store) }
    if let layout, layout != .hash, configuration.store != nil {
      throw CrawlError(
        .badSetting,
        "--layout \(layout.rawValue) cannot be used together with --store: images in a store are "
          + "named by their digest.")
    }
    if !known.isEmpty { configuration.knownFolders = known }
    if noFileTimes { configuration.setsFileTimes = false }
    if warc { configuration.archives = true }
    if let warcSize { configuration.maximumArchiveBytes = warcSize.number }
  }
}
