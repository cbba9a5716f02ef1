import CrawlModel

/// The question whether an address is still as an earlier run found it (RFC 9110 §13).
struct ConditionalRequest {
  /// The header lines that ask it.
  let lines: [String]

  /// Makes the question for a request; `nil` where there are no validators, or they are those of another
  /// address, as on the way through redirects.
  init?(_ request: Request) {
    guard let earlier = request.earlier, earlier.answeredBy == request.target else { return nil }
    var lines: [String] = []
    if let etag = earlier.etag, Self.isUsable(etag) { lines.append("If-None-Match: \(etag)") }
    if let date = earlier.lastModified, Self.isUsable(date) {
      lines.append("If-Modified-Since: \(date)")
    }
    guard !lines.isEmpty else { return nil }
    self.lines = lines
  }

  /// Whether a value can stand in a header line as it came; one that was cut off matches nothing.
  private static func isUsable(_ value: String) -> Bool {
    !value.isEmpty && value.utf8.count < Transfer.keptHeaderBytes
      && value.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
  }
}
