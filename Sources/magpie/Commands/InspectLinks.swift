import ArgumentParser
import CrawlModel
import Crawling
import Files

/// `magpie inspect links`: what one document refers to.
struct InspectLinks: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "links",
    abstract: "Lists what one document refers to.",
    discussion: """
      Prints {"url","kind","via","alt"?,...} a line, in the order of the document: HTML, CSS, a \
      feed, a sitemap (also .gz) or a web app manifest. The exit code is 1 where it could not be \
      read to its end.

      EXAMPLES
        magpie inspect links page.html --url https://example.com/
        curl -s https://a.org/ | magpie inspect links - --url https://a.org/
        magpie inspect links site.css --url https://example.com/site.css
      """)

  @Argument(help: ArgumentHelp("The document, or - for standard input.", valueName: "FILE"))
  var file: String

  @Option(help: ArgumentHelp("Its address, where relative links start from.", valueName: "BASE"))
  var url: String

  @Option(help: ArgumentHelp("Its media type. (default: by its content)", valueName: "MIME"))
  var type: String?

  @Flag(help: "Read a page in full, also what cannot matter; finds the same, slower.")
  var noScan = false

  func run() throws {
    let bytes = try StandardStreams.bytes(of: file)
    let links = try Inspection.links(in: bytes, at: url, type: type, isReadInFull: noScan)
    StandardStream.output.write(links.jsonLines.span)
    guard let problem = links.problem else { return }
    StandardStreams.writeError("magpie: \(problem)\n")
    throw ExitCode(ExitCodes.failures)
  }
}
