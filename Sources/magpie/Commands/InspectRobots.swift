import ArgumentParser
import CrawlModel
import Crawling
import Files

/// `magpie inspect robots`: shows what a robots.txt allows.
struct InspectRobots: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "robots",
    abstract: "Shows what a robots.txt allows, and by which of its lines.",
    discussion: """
      Prints one line {"url","allowed","rule"?,"line"?,"crawl_delay"?} per address, with the rule \
      that decides. A URL may also be a path with its query.

      EXAMPLES
        magpie inspect robots robots.txt https://example.com/private/a.png
        curl -s https://a.org/robots.txt | magpie inspect robots - --agent magpie /
      """)

  @Argument(
    help: ArgumentHelp("The robots.txt, or - for standard input.", valueName: "FILE"),
    completion: .file())
  var file: String

  @Option(help: ArgumentHelp("The name of the crawler.", valueName: "NAME"))
  var agent = "magpie"

  @Argument(help: ArgumentHelp("The addresses to check.", valueName: "URL"))
  var urls: [String]

  func run() throws {
    let bytes = try StandardStreams.bytes(of: file, atMost: WholeFile.documentBytes)
    for permission in Inspection.robots(in: bytes, agent: agent, addresses: urls) {
      StandardStream.output.write(permission.jsonLine.span)
    }
  }
}
