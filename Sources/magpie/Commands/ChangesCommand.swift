import ArgumentParser
import CrawlModel
import Crawling
import Files

/// `magpie changes DIR`: lists the images that changed since an earlier run.
struct ChangesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "changes",
    abstract: "Lists which images are new, changed, gone or moved.",
    discussion: """
      Prints one line for each image: the word new, changed, gone or moved, the address, and its \
      file or its new address. Compares with the folder as it was before the latest refresh, or \
      with how a given run left it, or the last run that had ended at a given time.

      EXAMPLES
        magpie changes example.com
        magpie changes example.com --since 1 | grep ^gone
        magpie changes example.com --since 2026-03-01 --json
      """)

  @Argument(
    help: ArgumentHelp("The output folder of the crawl.", valueName: "DIR"), completion: .directory)
  var folder: String

  @Option(
    help: ArgumentHelp(
      "The number of the run to compare with, as in 'magpie status --json', or a time: 2026-03-01 "
        + "(its beginning in UTC), or 2026-03-01T10:00:00+01:00.", valueName: "RUN|TIME"))
  var since: Since?

  @Flag(help: "Print JSON lines.")
  var json = false

  /// The number of bytes that are written at once.
  private static let pieceSize = 1 << 16

  func run() throws {
    let folder = try CrawlFolder(self.folder)
    // After a first crawl there is a line for each image.
    var lines: [UInt8] = []
    func write(_ change: ImageChange) {
      lines += json ? change.json : Array((ChangeText.line(change) + "\n").utf8)
      guard lines.count > Self.pieceSize else { return }
      StandardStream.output.write(lines.span)
      lines = []
    }
    switch since {
    case .time(let time): try folder.changes(since: time, write)
    case .run(let run): try folder.changes(since: run, write)
    case nil: try folder.changes(write)
    }
    if !lines.isEmpty { StandardStream.output.write(lines.span) }
  }
}
