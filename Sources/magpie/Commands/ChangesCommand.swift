import ArgumentParser
import Crawling

/// `magpie changes DIR`: lists the images that changed since an earlier run.
struct ChangesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "changes",
    abstract: "Lists which images are new, changed, gone or moved.",
    discussion: """
      Prints one line for each image: the word new, changed, gone or moved, the address, and its \
      file or its new address. Compares with the folder as it was before the latest refresh, or \
      with how a given run left it.

      EXAMPLES
        magpie changes example.com
        magpie changes example.com --since 1 | grep ^gone
      """)

  @Argument(help: ArgumentHelp("The output folder of the crawl.", valueName: "DIR"))
  var folder: String

  @Option(
    help: ArgumentHelp(
      "The number of the run to compare with, as in 'magpie status --json'.", valueName: "RUN"))
  var since: Int?

  /// The number of bytes that are written at once.
  private static let pieceSize = 1 << 16

  func run() throws {
    // After a first crawl there is a line for each image.
    var lines = ""
    try CrawlFolder(folder).changes(since: since) { change in
      lines += ChangeText.line(change) + "\n"
      guard lines.utf8.count > Self.pieceSize else { return }
      StandardStreams.write(lines)
      lines = ""
    }
    if !lines.isEmpty { StandardStreams.write(lines) }
  }
}
