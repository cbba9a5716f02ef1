import ArgumentParser
import Crawling

/// Standard input, output and error, written in whole lines.
enum StandardStreams {
  /// Writes to standard output.
  static func write(_ text: String) { ProgramIO.write(Array(text.utf8), to: .output) }

  /// Writes to standard error.
  static func writeError(_ text: String) { ProgramIO.write(Array(text.utf8), to: .error) }

  /// Returns the text of a file, or of standard input for `-`.
  static func read(_ path: String) throws -> String {
    String(decoding: try ProgramIO.read(path), as: UTF8.self)
  }
}
