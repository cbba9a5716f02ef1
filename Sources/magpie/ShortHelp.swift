import ArgumentParser

/// The help screens that name the options of a crawl: the short one of `-h` with those that matter
/// most, and that of `magpie --help` with all.
///
/// Their lines come from the help of the command, so that an option is described once.
enum ShortHelp {
  /// The options of the short help, in its order.
  static let options = [
    "output", "depth", "scope", "include", "exclude", "formats", "min-width", "min-height",
    "max-images", "max-time", "delay", "robots", "header", "dry-run", "quiet",
  ]

  /// Returns the help that a command line asks for; `nil` if it does not, or if the help of the
  /// command has only a few options anyway.
  static func text(for arguments: [String]) -> String? {
    if arguments == ["--help"] || arguments == ["help"] { return everything }
    guard arguments.prefix(while: { $0 != "--" }).contains("-h") else { return nil }
    switch arguments.first {
    case "-h": return short
    case FetchCommand.configuration.commandName:
      return screen("magpie fetch LIST [<options>]", FetchCommand.self)
    case let word? where Magpie.commandNames.dropFirst().contains(word): return nil
    default: return screen("magpie URL... [<options>]", CrawlCommand.self)
    }
  }

  /// The screen for a command line without anything.
  static var short: String {
    let root = Magpie.helpMessage().split(separator: "\n", omittingEmptySubsequences: false)
    let list = root.drop { $0 != "SUBCOMMANDS:" }.dropFirst().prefix { !$0.isEmpty }
    return screen("magpie URL... [<options>]\n       magpie COMMAND ...", CrawlCommand.self)
      + "\nCOMMANDS:\n" + list.joined(separator: "\n") + "\n"
  }

  /// The commands, and all options of a crawl.
  private static var everything: String {
    let sections = sections(of: CrawlCommand.self).drop { $0.title != "OUTPUT:" }
    let text = sections.map { section in
      section.title + "\n" + section.entries.map(\.lines).joined(separator: "\n") + "\n"
    }
    return Magpie.helpMessage() + "\n\nOptions of magpie URL...:\n\n" + text.joined(separator: "\n")
  }

  private static func screen(_ usage: String, _ command: any ParsableCommand.Type) -> String {
    let entries = sections(of: command).flatMap(\.entries)
    let chosen = options.compactMap { name in entries.first { $0.names.contains("--\(name)") } }
    let name = command.configuration.commandName ?? ""
    return """
      \(command.configuration.abstract)

      EXAMPLE
        magpie \(command == FetchCommand.self ? "fetch urls.txt -o photos" : "https://example.com")

      USAGE: \(usage)

      OPTIONS:
      \(chosen.map(\.lines).joined(separator: "\n"))

      All options: magpie \(name) --help

      """
  }

  private struct Section {
    let title: String
    var entries: [Entry] = []
  }

  /// An option with its help, as one or more lines.
  private struct Entry {
    let names: Set<String>
    var lines: String
  }

  private static func sections(of command: any ParsableCommand.Type) -> [Section] {
    var sections: [Section] = []
    let lines = Magpie.helpMessage(for: command).split(separator: "\n").drop {
      !$0.hasPrefix("ARGUMENTS:")
    }
    for line in lines {
      if !line.hasPrefix(" ") {
        sections.append(Section(title: String(line)))
      } else if line.hasPrefix("  -") || line.hasPrefix("  <"), let last = sections.indices.last {
        // Two spaces separate the names from the help.
        let start = line.dropFirst(2)
        let names = start[..<(start.ranges(of: "  ").first?.lowerBound ?? start.endIndex)]
        sections[last].entries.append(
          Entry(
            names: Set(names.split { " ,/".contains($0) }.map(String.init)), lines: String(line)))
      } else if let last = sections.indices.last, !sections[last].entries.isEmpty {
        let entry = sections[last].entries.indices.last ?? 0
        sections[last].entries[entry].lines += "\n" + line
      }
    }
    return sections
  }
}
