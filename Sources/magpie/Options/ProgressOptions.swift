import ArgumentParser

/// What is told while it runs.
struct ProgressOptions: ParsableArguments {
  enum When: String, ExpressibleByArgument, CaseIterable {
    case auto, always, never
  }

  enum LogFormat: String, ExpressibleByArgument, CaseIterable {
    case text, json
  }

  @Option(help: "Show a live line: auto (on a terminal), always or never.")
  var progress: When = .auto

  @Flag(name: [.short, .long], help: "Tell nothing but errors.")
  var quiet = false

  @Flag(name: [.short, .long], help: "Tell of every address, on standard error.")
  var verbose = false

  @Option(help: "How lines on standard error are written: text or json.")
  var logFormat: LogFormat = .text

  @Flag(help: "Print one JSON object an event on standard output.")
  var events = false
}
