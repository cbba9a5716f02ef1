import ArgumentParser
import CrawlModel
import Crawling
import Files

/// `magpie inspect links`: lists the links of a document.
struct InspectLinks: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "links",
    abstract: "Lists the links of a document.",
    discussion: """
      Prints one line {"url","kind","via","alt"?,...} per link, in document order. The document \
      may be HTML, CSS, a feed, a sitemap (also .gz) or a web app manifest. The exit code is 1 if \
      it could not be read completely.

      EXAMPLES
        magpie inspect links page.html --url https://example.com/
        curl -s https://a.org/ | magpie inspect links - --url https://a.org/
        magpie inspect links site.css --url https://example.com/site.css
      """)

  @Argument(
    help: ArgumentHelp("The document, or - for standard input.", valueName: "FILE"),
    completion: .file())
  var file: String

  @Option(help: ArgumentHelp("Its address, the base of relative links.", valueName: "BASE"))
  var url: String

  @Option(help: ArgumentHelp("Its media type. (default: from its content)", valueName: "MIME"))
  var type: String?

  @Flag(help: "Parse all of a page, including irrelevant parts; slower, with the same result.")
  var noScan = false

  func run() throws {
    let bytes = try StandardStreams.bytes(of: file, atMost: WholeFile.documentBytes)
    let links = try Inspection.links(in: bytes, at: url, type: type, isReadInFull: noScan)
    StandardStream.output.write(links.jsonLines.span)
    guard let problem = links.problem else { return }
    StandardStreams.writeError("magpie: \(problem)\n")
    throw ExitCode(ExitCodes.failures)
  }
}
