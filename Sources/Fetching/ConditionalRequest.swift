import CrawlModel

/// A request for an address only if it changed since an earlier run (RFC 9110 §13).
struct ConditionalRequest {
  /// The header lines with the conditions.
  let lines: [String]

  /// Makes the conditions for a request; `nil` if there are no validators, or if they belong to
  /// another address, as during redirects.
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

  /// Whether a value can be sent in a header line unchanged; a truncated one would match nothing.
  private static func isUsable(_ value: String) -> Bool {
    !value.isEmpty && value.utf8.count < Transfer.keptHeaderBytes
      && value.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
  }
}
