import ArgumentParser

/// What is printed while the crawl runs.
struct ProgressOptions: ParsableArguments {
  enum When: String, ExpressibleByArgument, CaseIterable {
    case auto, always, never
  }

  enum LogFormat: String, ExpressibleByArgument, CaseIterable {
    case text, json
  }

  @Option(help: "Show a live line: auto (on a terminal), always or never.")
  var progress: When = .auto

  @Flag(name: [.short, .long], help: "Print only errors.")
  var quiet = false

  @Flag(name: [.short, .long], help: "Log every address on standard error.")
  var verbose = false

  @Option(help: "The format of lines on standard error: text or json.")
  var logFormat: LogFormat = .text

  @Flag(help: "Print one JSON object per event on standard output.")
  var events = false

  @Option(
    help: """
      Which failures make the exit code 1 or 69: those of any address, of a given address (seed), \
      or none.
      """)
  var failOn: FailOn = .any

  @Option(
    help: ArgumentHelp(
      "Write metrics for the textfile collector of Prometheus's node_exporter at the end.",
      valueName: "FILE"), completion: .file())
  var metrics: String?

  @Flag(help: "Show the crawl in a browser while it runs; its address is on standard error.")
  var serve = false

  @Option(
    help: ArgumentHelp("The port for --serve; 0 for any that is free.", valueName: "N"))
  var servePort: UInt16?

  @Option(
    help: ArgumentHelp(
      "A command to run at the end, with summary.json on its standard input; no shell reads it.",
      valueName: "COMMAND"),
    transform: ProgressOptions.command)
  var onEnd: EndCommand?

  private static func command(_ text: String) throws -> EndCommand {
    guard let command = EndCommand(text) else {
      throw ValidationError("it has no program, or a quote that is not closed.")
    }
    return command
  }
}
