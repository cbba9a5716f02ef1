import ArgumentParser
import Crawling
import Files

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
      VerifyCommand.self, ChangesCommand.self, ResumeCommand.self, GalleryCommand.self,
      ExportCommand.self, InspectCommand.self,
    ],
    defaultSubcommand: CrawlCommand.self)

  static func main() {
    Crawl.prepareProcess()
    let arguments = Array(CommandLine.arguments.dropFirst())
    if let help = ShortHelp.text(for: arguments) {
      StandardStreams.write(help)
      ProgramEnd.now(ExitCodes.complete)
    }
    guard let first = arguments.first else {
      StandardStreams.writeError(ShortHelp.short)
      ProgramEnd.now(ExitCodes.usage)
    }
    do {
      // A mistyped command would otherwise be a seed, and its options would be unknown.
      if !first.hasPrefix("-"), !commandNames.contains(first), !CrawlFolder.isCrawl(first) {
        try CommandGuess.check([first])
      }
      var command = try parseAsRoot(try CommandLineArguments.complete(arguments))
      try command.run()
      ExitCodes.end(ExitCodes.complete)
    } catch {
      ExitCodes.exit(withError: error)
    }
  }

  /// The words of the command line that name a command.
  static var commandNames: [String] {
    configuration.subcommands.compactMap { $0.configuration.commandName } + ["help"]
  }
}
