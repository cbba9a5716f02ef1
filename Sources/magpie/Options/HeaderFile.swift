import Crawling
import Files

/// Header lines from a file, so that no secret stands on the command line.
enum HeaderFile {
  /// The header lines that an argument stands for: itself, or with `@` in front the lines of a file.
  ///
  /// Empty lines of a file and lines that begin with `#` are ignored.
  ///
  /// - Throws: `CrawlError` if the file cannot be read, or names the line that is no header.
  static func lines(_ argument: String) throws(CrawlError) -> [RequestHeader] {
    guard argument.hasPrefix("@") else { return [try RequestHeader(argument)] }
    let path = String(argument.dropFirst())
    var headers: [RequestHeader] = []
    for (index, line) in try StandardStreams.read(path, atMost: WholeFile.settingsBytes).split(
      omittingEmptySubsequences: false, whereSeparator: \.isNewline
    ).enumerated() {
      guard line.contains(where: { !$0.isWhitespace }), !line.hasPrefix("#") else { continue }
      guard let header = try? RequestHeader(String(line)) else {
        throw CrawlError(
          .badSetting, "\(path), line \(index + 1) is no header; write it as 'Name: value'.")
      }
      headers.append(header)
    }
    return headers
  }
}
