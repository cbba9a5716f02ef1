import ArgumentParser
import CrawlModel
import Crawling
import Files

/// `magpie inspect url`: shows the canonical form of addresses.
struct InspectURL: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "url",
    abstract: "Shows the canonical form of addresses.",
    discussion: """
      Prints one line {"input","url"} or {"input","error"} per address. Use - to read JSON lines \
      {"input","base"?} from standard input. User names and passwords are removed.

      EXAMPLES
        magpie inspect url 'HTTP://Example.COM:80/a/../b'
        magpie inspect url --base https://example.com/a/ ../img/x.png
      """)

  @Option(help: ArgumentHelp("The base of relative addresses.", valueName: "B"))
  var base: String?

  @Argument(help: ArgumentHelp("The addresses, or - for JSON lines.", valueName: "URL"))
  var urls: [String]

  func run() throws {
    for url in urls {
      guard url == "-" else {
        StandardStream.output.write(Inspection.address(url, base: base).jsonLine.span)
        continue
      }
      let text = try StandardStreams.read("-", atMost: WholeFile.listBytes)
      for line in text.split(whereSeparator: \.isNewline) {
        let answer = AddressQuestion.answer(String(line))
        StandardStream.output.write(answer.jsonLine.span)
      }
    }
  }
}
