public import Codings

/// The status and header fields of a response.
public struct ResponseHead: Sendable {
  /// The maximum size of the header fields in bytes; Chromium's limit.
  package static let maximumBytes = 256 * 1024
  /// The maximum number of interim responses (1xx) before the final one; browsers have no limit.
  package static let maximumInterimAnswers = 100

  /// The status code.
  public internal(set) var status = 0
  /// The header fields.
  public internal(set) var headers = Headers()
  private var interimAnswers = 0

  /// Makes the head of a response of which nothing has been received.
  public init() {}

  /// Whether the request succeeded (2xx).
  public var isSuccess: Bool { (200..<300).contains(status) }

  /// Whether it is followed by another head (RFC 9110 §15.2).
  package var isInterim: Bool { (100..<200).contains(status) }

  /// Whether there were more interim responses than are taken.
  package var hasTooManyInterimAnswers: Bool { interimAnswers > Self.maximumInterimAnswers }

  /// `Content-Type` as it was sent.
  public var contentType: String? { headers["content-type"] }

  /// The `charset` parameter of `Content-Type` (RFC 9110 §8.3.2), without quotes.
  public var declaredCharset: String? {
    guard let type = contentType, type.utf8.contains(UInt8(ascii: ";")) else { return nil }
    for part in type.split(separator: ";").dropFirst() {
      let pair = part.split(separator: "=", maxSplits: 1)
      guard pair.count == 2, pair[0].filter({ !$0.isWhitespace }).lowercased() == "charset" else {
        continue
      }
      let value = pair[1].filter { $0 != "\"" && $0 != "'" && !$0.isWhitespace }
      return value.isEmpty ? nil : value
    }
    return nil
  }

  /// The part of the resource that the body is; `nil` if the status is not 206 or there is no valid
  /// `Content-Range`.
  public var contentRange: ContentRange? {
    status == 206 ? headers["content-range"].flatMap(ContentRange.init) : nil
  }

  /// The codings of the content, in the order in which they were applied.
  public var contentCodings: [ContentCoding] {
    headers["content-encoding"] == nil ? [] : ContentCoding.list(headers.all("content-encoding"))
  }

  /// The size of the body as it is sent, by `Content-Length`; `nil` if it is absent or not a number,
  /// and until the head is complete.
  ///
  /// Repeated equal values count once (RFC 9110 §8.6); different ones say nothing.
  public private(set) var contentLength: Int?

  private func readContentLength() -> Int? {
    var length: Int?
    var isClear = true
    headers.forEachValue(of: "content-length") { value in
      var number: Int?
      for index in 0...value.count {
        let byte = index < value.count ? value[index] : UInt8(ascii: ",")
        switch byte {
        case 0x30...0x39:
          let (tens, isFull) = (number ?? 0).multipliedReportingOverflow(by: 10)
          let (sum, isFuller) = tens.addingReportingOverflow(Int(byte - 0x30))
          isClear = isClear && !isFull && !isFuller
          number = sum
        case UInt8(ascii: ","), UInt8(ascii: " "):
          guard let known = number.take() else { continue }
          isClear = isClear && (length == nil || length == known)
          length = known
        default: isClear = false
        }
      }
    }
    return isClear ? length : nil
  }

  /// Whether a body ended before its announced length; `sent` counts its bytes before decoding.
  package func isCutShort(after sent: Int) -> Bool {
    guard status != 204, let length = contentLength, length > sent else { return false }
    // A transfer coding makes the length void, and so does a status without a body
    // (RFC 9112 §6.3).
    return headers["transfer-encoding"] == nil
  }

  /// The size of the resource by `Content-Range` or `Content-Length`; `nil` if neither states it, or
  /// if they count compressed bytes.
  public var announcedBytes: Int? {
    guard contentCodings.isEmpty else { return nil }
    return status == 206 ? contentRange?.whole : contentLength
  }

  /// Adds a line as received, with its line end; returns `false` if a limit is exceeded.
  package mutating func receive(_ line: Span<UInt8>) -> Bool {
    if let status = Self.status(line) {
      headers.removeAll()
      contentLength = nil
      self.status = status
      if isInterim { interimAnswers += 1 }
      return !hasTooManyInterimAnswers
    }
    guard headers.byteCount + line.count <= Self.maximumBytes else { return false }
    headers.append(line: line)
    // Read once, with the end of the head: it is asked several times.
    if line[0] == UInt8(ascii: "\r") || line[0] == UInt8(ascii: "\n") {
      contentLength = readContentLength()
    }
    return true
  }

  /// The code of a status line, `HTTP/1.1 200 OK`; `nil` for any other line.
  ///
  /// Small letters, a missing version, and `ICY` of audio servers count too, as in browsers.
  private static func status(_ line: Span<UInt8>) -> Int? {
    guard isStatusLine(line) else { return nil }
    var index = 3
    while index < line.count, line[index] != 0x20 { index += 1 }
    while index < line.count, line[index] == 0x20 { index += 1 }
    var code = 0
    var digits = 0
    while index < line.count, (0x30...0x39).contains(line[index]), digits < 3 {
      code = code * 10 + Int(line[index] - 0x30)
      index += 1
      digits += 1
    }
    return digits == 3 ? code : nil
  }

  /// Whether a line begins like a status line.
  package static func isStatusLine(_ line: Span<UInt8>) -> Bool {
    guard line.count >= 5 else { return false }
    let start = (line[0] | 0x20, line[1] | 0x20, line[2] | 0x20, line[3] | 0x20)
    return start == (0x68, 0x74, 0x74, 0x70) && (line[4] == 0x2F || line[4] == 0x20)
      || start == (0x69, 0x63, 0x79, 0x20)
  }
}
