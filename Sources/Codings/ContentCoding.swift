/// A content coding that can be undone (RFC 9110 §8.4.1, RFC 7932, RFC 8878).
public enum ContentCoding: String, Sendable, CaseIterable {
  case gzip, deflate, brotli = "br", zstd

  /// The most codings of one content that are undone; libcurl has the same limit.
  public static let most = 5

  /// The value of `Accept-Encoding` for all of them.
  public static let accepted = allCases.map(\.rawValue).joined(separator: ", ")

  /// Reads a coding; names are case-insensitive, and `x-gzip` is `gzip` (RFC 9110 §8.4.1.3).
  init?(name: Substring) {
    let name = name.lowercased()
    self.init(rawValue: name == "x-gzip" ? "gzip" : name)
  }

  /// Reads the values of all `Content-Encoding` fields of a response.
  ///
  /// Servers put other words there, such as `UTF-8` or `aws-chunked`. They say nothing of the
  /// content and are ignored.
  ///
  /// - Parameter values: the values in the order in which they were received.
  /// - Returns: the codings in the order in which they were applied.
  public static func list(_ values: [String]) -> [ContentCoding] {
    values.flatMap { value in
      value.split { $0 == "," || $0 == ";" || $0.isWhitespace }.compactMap { Self(name: $0) }
    }
  }
}
