import ArgumentParser
import CrawlModel
import Crawling
import Files

/// `magpie explain DIR URL`: shows what happened to an address, and why.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Explains why an address was stored, skipped or failed.",
    discussion: """
      Shows the path from a seed to it, with each page and the place of the link in it, every other \
      place it was found, and every request with its error. The exit code is 1 if no page that was \
      read refers to the address.

      EXAMPLE
        magpie explain example.com https://example.com/logo.png
      """)

  @Argument(
    help: ArgumentHelp("The output folder of the crawl.", valueName: "DIR"), completion: .directory)
  var folder: String

  @Argument(help: ArgumentHelp("The address.", valueName: "URL"))
  var address: String

  @Flag(help: "Print one JSON object.")
  var json = false

  func run() throws {
    let (address, trails) = try CrawlFolder(folder).explain(self.address)
    if json { StandardStream.output.write(Trail.json(address, trails).span) }
    guard !trails.isEmpty else {
      if json { throw ExitCode(ExitCodes.failures) }
      StandardStreams.write("\(address)\n  unknown: no page that was read refers to it\n")
      throw ExitCode(ExitCodes.failures)
    }
    guard !json else { return }
    StandardStreams.write(
      trails.map { TrailText.text(of: $0, address) }.joined(separator: "\n"))
  }
}
