import ArgumentParser
import Crawling

/// The program: parses the command line and runs a command.
@main
struct Magpie: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "magpie",
    abstract: "Collects every image of a website.",
    discussion: """
      magpie URL... is short for magpie crawl URL...

      EXAMPLE
        magpie https://example.com
      """,
    version: Versions.text,
    subcommands: [
      CrawlCommand.self, FetchCommand.self, StatusCommand.self, ExplainCommand.self,
      VerifyCommand.self, GalleryCommand.self, ExportCommand.self, InspectCommand.self,
    ],
    defaultSubcommand: CrawlCommand.self)

  static func main() {
    Crawl.prepareProcess()
    do {
      let arguments = try CommandLineArguments.complete(Array(CommandLine.arguments.dropFirst()))
      var command = try parseAsRoot(arguments)
      try command.run()
    } catch {
      ExitCodes.exit(withError: error)
    }
  }
}
