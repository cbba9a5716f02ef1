import ArgumentParser
import Crawling
import Files
import Threads

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
      CrawlCommand.self, FetchCommand.self, StatusCommand.self, ServeCommand.self,
      ExplainCommand.self,
      VerifyCommand.self, ChangesCommand.self, AuditCommand.self, SimilarCommand.self,
      ResumeCommand.self, GalleryCommand.self, ExportCommand.self, MergeCommand.self,
      InspectCommand.self,
    ],
    defaultSubcommand: CrawlCommand.self)

  /// With less address space not even the libraries and a thread have room; a crawl needs more.
  private static let leastAddressSpace = 256_000_000
  /// With less memory for data, the library of Swift may end the process; a crawl needs more.
  private static let leastData = 64_000_000
  /// With fewer files open, not even the journal of a crawl can be read; a crawl may need more.
  private static let leastDescriptors = 28

  /// Runs the program on a thread with a stack of its own: `ulimit -s` may have made that of the main
  /// thread too small.
  static func main() {
    // Swift reads them from there; a program always has its own name.
    guard !CommandLine.arguments.isEmpty else {
      StandardStreams.writeError(
        "magpie: The arguments cannot be read, because /proc is not mounted. "
          + "Mount it with 'mount -t proc proc /proc'.\n")
      ProgramEnd.now(ExitCodes.usage)
    }
    // Before there is a second thread, which would not be confined.
    if Array(CommandLine.arguments.dropFirst()) == [SimilarCommand.decoderWord] {
      ProgramEnd.now(ImageDecoder.run() ? ExitCodes.complete : ExitCodes.unavailable)
    }
    Crawl.prepareProcess()
    ProcessMemory.endForLostPages(with: ExitCodes.inputOutput)
    let limit = ProcessMemory.addressSpaceLimit
    guard limit >= leastAddressSpace else {
      StandardStreams.writeError(
        "magpie: This process may use only \(limit / 1_000_000) MB of address space. "
          + "Raise it with 'ulimit -v unlimited'.\n")
      ProgramEnd.now(ExitCodes.usage)
    }
    let data = ProcessMemory.dataLimit
    guard data >= leastData else {
      StandardStreams.writeError(
        "magpie: This process may use only \(data / 1_000_000) MB of memory for data. "
          + "Raise it with 'ulimit -d unlimited'.\n")
      ProgramEnd.now(ExitCodes.usage)
    }
    guard DescriptorLimit.current >= leastDescriptors else {
      StandardStreams.writeError(
        "magpie: This process may have only \(DescriptorLimit.current) files and sockets open; it "
          + "needs at least \(leastDescriptors). Raise it with 'ulimit -n 4096'.\n")
      ProgramEnd.now(ExitCodes.usage)
    }
    do throws(ThreadError) {
      // This thread only waits. If it could receive a signal, that would end the process.
      TerminationSignals.block(true)
      try WorkerThread(name: "magpie") {
        TerminationSignals.block(false)
        runProgram()
      }.join()
    } catch {
      StandardStreams.writeError("magpie: \(error)\n")
      ProgramEnd.now(ExitCodes.usage)
    }
  }

  private static func runProgram() {
    let arguments = Array(CommandLine.arguments.dropFirst())
    if let help = ShortHelp.text(for: arguments) {
      StandardStreams.write(help)
      ExitCodes.end(ExitCodes.complete)
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
