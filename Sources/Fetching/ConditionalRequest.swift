import CrawlModel

/// A request for an address only if it changed since an earlier run (RFC 9110 §13), or only for the
/// rest of what an earlier attempt has received.
struct ConditionalRequest {
  /// The header lines with the conditions, as bytes: a validator goes back exactly as it came.
  let lines: [[UInt8]]

  /// Makes the conditions for a request; `nil` if there are no validators, or if they belong to
  /// another address, as during redirects.
  init?(_ request: Request) {
    if let leftover = request.leftover, leftover.response.address == request.target {
      lines = RangeRequest.lines(for: leftover)
      return
    }
    guard let earlier = request.earlier, earlier.answeredBy == request.target else { return nil }
    var lines: [[UInt8]] = []
    if let etag = earlier.etag, Self.isUsable(etag) {
      lines.append(Self.line("If-None-Match", etag))
    }
    if let date = earlier.lastModified, Self.isUsable(date) {
      lines.append(Self.line("If-Modified-Since", date))
    }
    guard !lines.isEmpty else { return nil }
    self.lines = lines
  }

  /// A header line with a value whose characters are bytes, see `Headers.isomorphic`.
  ///
  /// Values with other characters are from journals of earlier versions.
  static func line(_ name: String, _ value: String) -> [UInt8] {
    let bytes = value.unicodeScalars.compactMap { UInt8(exactly: $0.value) }
    let isIsomorphic = bytes.count == value.unicodeScalars.count
    return Array("\(name): ".utf8) + (isIsomorphic ? bytes : Array(value.utf8))
  }

  /// Whether a value can be sent in a header line unchanged; a truncated one would match nothing.
  static func isUsable(_ value: String) -> Bool {
    !value.isEmpty && value.utf8.count < Transfer.keptHeaderBytes
      && value.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
  }
}
