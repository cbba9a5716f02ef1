import Addressing
@testable import CrawlModel
import Extracting

@testable import Fetching

extension Target {
  static let head = Target(
    "head", "responses that libcurl refuses: in pieces they are read as in one", longest: 8_192
  ) { ResponseReading.fault(of: $0) }

  static let fields = Target(
    "fields", "header fields: each value is within its range", longest: 8_192
  ) { input in
    var head = ResponseHead()
    guard head.receive("HTTP/1.1 206 OK\r\n".utf8.span) else { return "no status" }
    for line in input.split(separator: 0x0A, omittingEmptySubsequences: false) {
      let whole = line + [0x0D, 0x0A]
      _ = head.receive(whole.span)
    }
    return HeaderFields.fault(of: head)
      ?? HeaderFields.fault(ofValue: String(decoding: input, as: UTF8.self))
  }
}

/// A response that is read whole and in pieces.
enum ResponseReading {
  static func fault(of input: [UInt8]) -> String? {
    let whole = Receiver(input, pieces: input.count)
    for size in [1, 7, 64] {
      let parts = Receiver(input, pieces: size)
      guard parts == whole else { return "in pieces of \(size): \(parts)\nin one: \(whole)" }
    }
    let content = whole.content.count + whole.lines.joined().count
    // Each header line may be given a longer line end.
    guard content <= input.count + 2 * whole.lines.count else {
      return "\(content) bytes of \(input.count)"
    }
    return HeaderFields.fault(of: whole.head)
  }

  /// Gathers what a response consists of, as a transfer does.
  private final class Receiver: LenientReceiver, Equatable, CustomStringConvertible {
    var head = ResponseHead()
    var lines: [[UInt8]] = []
    var content: [UInt8] = []
    private(set) var state = LenientResponse.State.statusLine
    private(set) var isRefused = false

    init(_ input: [UInt8], pieces size: Int) {
      let response = LenientResponse()
      var start = 0
      while start < input.count {
        let end = min(input.count, start + size)
        guard response.read(input.span.extracting(start..<end), for: self) else { break }
        start = end
      }
      state = response.state
      isRefused = response.isRefused
    }

    func receive(header line: Span<UInt8>) -> Bool {
      lines.append(line.withUnsafeBufferPointer { Array($0) })
      return head.receive(line)
    }

    func receive(content part: Span<UInt8>) -> Bool {
      content += part.withUnsafeBufferPointer { Array($0) }
      return true
    }

    var framing: LenientResponse.Framing {
      if head.isInterim { return .nextHead }
      if head.headers.all("transfer-encoding").contains("chunked") { return .chunks }
      return head.contentLength.map { .length($0) } ?? .close
    }

    static func == (one: Receiver, other: Receiver) -> Bool {
      one.lines == other.lines && one.content == other.content && one.state == other.state
        && one.isRefused == other.isRefused
    }

    var description: String {
      "\(lines.count) lines, \(content.count) bytes, \(state), refused: \(isRefused)"
    }
  }
}

/// What is read from the fields of a head.
enum HeaderFields {
  static func fault(of head: ResponseHead) -> String? {
    let headers = head.headers
    if let length = head.contentLength, length < 0 { return "a length of \(length)" }
    if let bytes = head.announcedBytes, bytes < 0 { return "\(bytes) bytes" }
    if let range = head.contentRange, range.first < 0 || range.last < range.first {
      return "\(range)"
    }
    _ = (
      head.declaredCharset, head.contentCodings,
      ReferrerPolicy(fields: headers.all("referrer-policy"))
    )
    _ = RangeRequest.validator(of: head, nil)
    _ = head.isCutShort(after: 10)
    for name in ["location", "etag", "retry-after", "a", ""] {
      let (value, all) = (headers[name], headers.all(name))
      guard value == all.first else { return "\(name) is \(value ?? "nothing"), and \(all)" }
      if let fault = value.flatMap({ fault(ofValue: $0) }) { return fault }
      let characters = headers.isomorphic(name)
      guard characters?.unicodeScalars.allSatisfy({ $0.value < 256 }) ?? true else {
        return "\(name) has more than bytes"
      }
      guard headers.reference(name).map({ !$0.contains("\u{FFFD}") || value == $0 }) ?? true else {
        return "\(name) lost bytes"
      }
    }
    return linkFault(of: headers)
  }

  private static func linkFault(of headers: Headers) -> String? {
    guard let base = Target.base else { return "the base is no address" }
    var fault: String?
    HeaderLinks.extract(from: headers, at: base) { link in
      if (try? WebAddress(link.address.text)) != link.address { fault = "\(link.address)" }
    }
    return fault
  }

  /// A value that is read as each of the fields with a syntax of their own.
  static func fault(ofValue text: String) -> String? {
    let now = Timestamp(seconds: 1_800_000_000)
    if let pause = RetryAfter.pause(text, now: now), pause < .zero || pause > .seconds(366 * 86_400)
    {
      return "a pause of \(pause)"
    }
    if let date = Timestamp(httpDate: text), Timestamp(rfc3339: date.rfc3339) != date {
      return "\(text) is \(date.rfc3339)"
    }
    if let range = ContentRange(text), range.last < range.first || range.whole ?? .max <= range.last
    {
      return "\(range)"
    }
    _ = (ReferrerPolicy(meta: text), ReferrerPolicy(word: text))
    return nil
  }
}
