import ArgumentParser
import Crawling
import Files

/// The arguments of the program with those of the configuration file.
enum CommandLineArguments {
  /// The commands that the options of a file are for.
  private static var configured: [String: any ParsableCommand.Type] {
    ["crawl": CrawlCommand.self, "fetch": FetchCommand.self]
  }

  /// Adds the options of the configuration file in front of the others, so that the others win.
  ///
  /// - Throws: `CrawlError` if the file cannot be read, or with the number of a line that is no option.
  static func complete(_ arguments: [String]) throws(CrawlError) -> [String] {
    let arguments = NetrcPath.added(to: arguments)
    var name = arguments.first ?? ""
    var rest = arguments[...]
    if configured[name] != nil {
      rest = rest.dropFirst()
    } else if isOtherCommand(name) {
      return arguments
    } else {
      name = "crawl"
    }
    guard let path = file(arguments), let command = configured[name] else { return arguments }
    let options = try ConfigurationFile(path).options(
      for: command, of: Array(configured.values), besides: OptionNames(in: rest))
    return options.isEmpty ? arguments : [name] + options + rest
  }

  /// Whether an argument is a command without these options, or asks for help.
  private static func isOtherCommand(_ argument: String) -> Bool {
    argument.isEmpty || ["help", "-h", "--help", "--version"].contains(argument)
      || Magpie.commandNames.contains(argument)
  }

  /// The configuration file; `nil` if there is none.
  private static func file(_ arguments: [String]) -> String? {
    var path = ProcessEnvironment["MAGPIE_CONFIG_PATH"].flatMap { $0.isEmpty ? nil : $0 }
    for (index, argument) in arguments.enumerated() {
      switch argument {
      case "--": return path
      case "--no-config": return nil
      case "--config": path = index + 1 < arguments.count ? arguments[index + 1] : path
      default:
        if argument.hasPrefix("--config=") { path = String(argument.dropFirst(9)) }
      }
    }
    return path
  }
}
