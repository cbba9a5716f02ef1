import ArgumentParser
import CrawlModel
import Crawling
import Files

/// `magpie inspect robots`: what a robots.txt says of addresses.
struct InspectRobots: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "robots",
    abstract: "Tells what a robots.txt allows, and by which of its lines.",
    discussion: """
      Prints {"url","allowed","rule"?,"line"?,"crawl_delay"?} a line; rule and line are those that \
      decide. A URL may also be a path with its query.

      EXAMPLES
        magpie inspect robots robots.txt https://example.com/private/a.png
        curl -s https://a.org/robots.txt | magpie inspect robots - --agent magpie /
      """)

  @Argument(help: ArgumentHelp("The robots.txt, or - for standard input.", valueName: "FILE"))
  var file: String

  @Option(help: ArgumentHelp("The name of the crawler that asks.", valueName: "NAME"))
  var agent = "magpie"

  @Argument(help: ArgumentHelp("The addresses asked for.", valueName: "URL"))
  var urls: [String]

  func run() throws {
    let bytes = try StandardStreams.bytes(of: file)
    for permission in Inspection.robots(in: bytes, agent: agent, addresses: urls) {
      StandardStream.output.write(permission.jsonLine.span)
    }
  }
}
