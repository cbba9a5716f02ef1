import CrawlModel

/// A request for the rest of an image whose transfer broke off (RFC 9110 §14.2).
enum RangeRequest {
  /// The header lines that request what follows the bytes of an earlier attempt.
  ///
  /// If the content has changed since then, the server sends all of it instead.
  static func lines(for leftover: Leftover) -> [[UInt8]] {
    [
      Array("Range: bytes=\(leftover.byteCount)-".utf8),
      ConditionalRequest.line("If-Range", leftover.validator),
    ]
  }

  /// The validator that lets a later request continue a response; `nil` if it cannot be continued.
  ///
  /// The server must accept ranges, the content must not be encoded, and the validator must be
  /// strong: a date is one only if the response has no entity tag at all and was sent at least a
  /// second later (RFC 9110 §8.8.2.2, §13.1.5).
  ///
  /// - Parameters:
  ///   - head: the head of the response.
  ///   - continued: the response that it continued, whose fields it need not repeat.
  /// - Returns: the value for `If-Range`.
  static func validator(of head: ResponseHead, _ continued: ResponseFacts?) -> String? {
    let headers = head.headers
    guard head.status == 200 || continued != nil,
      (headers["content-encoding"] ?? "identity").lowercased() == "identity",
      continued != nil || acceptsRanges(headers)
    else { return nil }
    if let tag = headers.isomorphic("etag") ?? continued?.etag {
      return tag.hasPrefix("\"") && ConditionalRequest.isUsable(tag) ? tag : nil
    }
    guard let text = headers.isomorphic("last-modified") ?? continued?.lastModified,
      ConditionalRequest.isUsable(text), let modified = Timestamp(httpDate: text),
      let sent = headers["date"].flatMap(Timestamp.init(httpDate:)), sent > modified
    else { return nil }
    return text
  }

  private static func acceptsRanges(_ headers: Headers) -> Bool {
    headers.all("accept-ranges").contains { value in
      value.split(separator: ",").contains {
        $0.lowercased().filter { !$0.isWhitespace } == "bytes"
      }
    }
  }
}

extension Leftover {
  /// Whether a response with status 206 has exactly what follows these bytes.
  func isContinued(by head: ResponseHead) -> Bool {
    guard let range = head.contentRange, range.first == byteCount,
      head.headers["content-encoding"] == nil
    else { return false }
    // Neither a part of the rest, nor the rest of another size.
    let end = range.last + 1
    guard range.whole ?? end == end, whole ?? end == end else { return false }
    // Parts of different versions must not be combined (RFC 9110 §15.3.7.3).
    guard let tag = head.headers.isomorphic("etag"), let own = response.etag else { return true }
    return tag == own
  }
}
