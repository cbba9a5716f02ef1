import ArgumentParser
import Crawling
import Files

/// A file with options, one a line, as on the command line.
///
/// `--depth=2`, `--depth 2`, and `--depth` with `2` in the next line are the same. Nothing is quoted or
/// replaced: a value goes to the end of its line. Empty lines and lines that begin with `#` are
/// ignored.
struct ConfigurationFile {
  /// An option with its line.
  private struct Entry {
    let line: Int
    /// The option and its value, as they stand there.
    var words: [String]
    /// What they are on the command line.
    var arguments: [String] { words == ["--netrc"] ? [NetrcPath.withUsualFile] : words }
  }

  private let path: String
  private var entries: [Entry] = []

  /// Reads a file.
  ///
  /// - Throws: `CrawlError` if it cannot be read or a line is no option.
  init(_ path: String) throws(CrawlError) {
    self.path = path
    for (index, line) in try StandardStreams.read(path, atMost: WholeFile.settingsBytes).split(
      omittingEmptySubsequences: false, whereSeparator: \.isNewline
    ).enumerated() {
      let text = Self.trimmed(line)
      guard !text.isEmpty, !text.hasPrefix("#") else { continue }
      if text.hasPrefix("-") {
        entries.append(Entry(line: index + 1, words: Self.split(text)))
      } else if let last = entries.last, last.words.count == 1, !last.words[0].contains("=") {
        entries[entries.count - 1].words.append(String(text))
      } else {
        throw problem(index + 1, "An option begins with --, and a value stands behind its option.")
      }
    }
  }

  /// The options for a command; those that only another of the commands has are left out, and so are
  /// those that cannot be used together with one that was typed.
  ///
  /// - Throws: `CrawlError` for an option that no command has, or with a wrong value.
  func options(
    for command: any ParsableCommand.Type, of commands: [any ParsableCommand.Type],
    besides typed: OptionNames
  ) throws(CrawlError) -> [String] {
    var options: [String] = []
    for entry in entries {
      if ["--config", "--no-config"].contains(entry.words[0].split(separator: "=")[0]) {
        throw problem(entry.line, "A file of options cannot name another.")
      }
      if let words = Self.objection(to: entry.arguments, of: command) {
        guard commands.contains(where: { Self.objection(to: entry.arguments, of: $0) == nil })
        else {
          throw problem(entry.line, words)
        }
      } else if !typed.exclude(OptionNames(in: entry.words.prefix(1))) {
        options += entry.arguments
      }
    }
    return options
  }

  /// What is wrong with an option of a command; `nil` if nothing is.
  private static func objection(
    to arguments: [String], of command: any ParsableCommand.Type
  ) -> String? {
    do {
      // Each of the commands takes one argument.
      let parsed = try command.parse(arguments + ["-"])
      let isWhole = (parsed as? CrawlCommand).map { $0.seeds == ["-"] } ?? true
      return isWhole ? nil : "The option needs a value, or has none."
    } catch {
      return command.message(for: error)
    }
  }

  private func problem(_ line: Int, _ words: String) -> CrawlError {
    CrawlError(.badSetting, "\(path), line \(line): \(words)")
  }

  /// Splits a line into the option and its value.
  private static func split(_ line: Substring) -> [String] {
    guard let end = line.firstIndex(where: { $0.isWhitespace || $0 == "=" }), line[end] != "="
    else {
      return [String(line)]
    }
    return [String(line[..<end]), String(trimmed(line[end...]))]
  }

  private static func trimmed(_ text: Substring) -> Substring {
    let start = text.drop(while: \.isWhitespace)
    guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return start[...last]
  }
}
