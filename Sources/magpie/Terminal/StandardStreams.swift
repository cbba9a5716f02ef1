import Crawling
import Files

/// Standard input, output and error, written in whole lines.
enum StandardStreams {
  /// Writes to standard output.
  static func write(_ text: String) { StandardStream.output.write(Array(text.utf8).span) }

  /// Writes lines, with colours and links if the stream is a terminal.
  static func write(_ lines: [TextLine], to stream: StandardStream = .output) {
    guard !lines.isEmpty else { return }
    stream.write(TerminalStyle(isTerminal: stream.isTerminal).pieces(lines))
  }

  /// Writes to standard error.
  static func writeError(_ text: String) { StandardStream.error.write(Array(text.utf8).span) }

  /// The bytes of a file, or of standard input for a dash.
  ///
  /// - Throws: `CrawlError` if it cannot be read, or is larger than the limit.
  static func bytes(of path: String, atMost limit: Int) throws(CrawlError) -> [UInt8] {
    do throws(FileError) {
      return try WholeFile.read(path, atMost: limit)
    } catch {
      throw CrawlError(.badSetting, error.description)
    }
  }

  /// The text of a file, or of standard input for a dash.
  ///
  /// - Throws: `CrawlError` if it cannot be read, or is larger than the limit.
  static func read(_ path: String, atMost limit: Int) throws(CrawlError) -> String {
    String(decoding: try bytes(of: path, atMost: limit), as: UTF8.self)
  }
}
