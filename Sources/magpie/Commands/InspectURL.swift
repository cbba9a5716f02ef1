import ArgumentParser
import Crawling

/// `magpie inspect url`: the canonical form of addresses.
struct InspectURL: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "url",
    abstract: "Tells how Magpie reads addresses.",
    discussion: """
      Prints {"input","url"} or {"input","error"} a line. A dash reads JSON lines \
      {"input","base"?} from standard input. No url has a user name or password.

      EXAMPLES
        magpie inspect url 'HTTP://Example.COM:80/a/../b'
        magpie inspect url --base https://example.com/a/ ../img/x.png
      """)

  @Option(help: ArgumentHelp("The address that relative ones start from.", valueName: "B"))
  var base: String?

  @Argument(help: ArgumentHelp("The addresses, or - for JSON lines.", valueName: "URL"))
  var urls: [String]

  func run() throws {
    for url in urls {
      guard url == "-" else {
        ProgramIO.write(Inspection.address(url, base: base), to: .output)
        continue
      }
      let text = String(decoding: try ProgramIO.read("-"), as: UTF8.self)
      for line in text.split(whereSeparator: \.isNewline) {
        ProgramIO.write(Inspection.address(jsonLine: String(line)), to: .output)
      }
    }
  }
}
