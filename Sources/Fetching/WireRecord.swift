import Bytes
import CrawlModel
import Curl

/// What a transfer sends and receives besides the content that the crawl keeps.
struct WireRecord {
  /// The head of the request that was sent last.
  var request: [UInt8] = []
  /// When it was sent.
  var sentAt: Timestamp?
  /// The last status line, without its line end.
  private(set) var statusLine: [UInt8] = []
  /// The body of a redirect or an error, as far as it is read.
  private(set) var body: [UInt8] = []

  /// Notes a request, which replaces an earlier one of the same transfer.
  mutating func note(request head: Span<UInt8>) {
    request.removeAll(keepingCapacity: true)
    request.append(head)
    sentAt = .now
  }

  /// Notes a line of the head of a response; a status line begins a new one.
  mutating func note(header line: Span<UInt8>) {
    guard ResponseHead.isStatusLine(line) else { return }
    var end = line.count
    while end > 0, line[end - 1] == 0x0D || line[end - 1] == 0x0A { end -= 1 }
    statusLine.removeAll(keepingCapacity: true)
    statusLine.append(line.extracting(0..<end))
    body.removeAll()
  }

  /// Notes a part of a body that is not kept otherwise.
  mutating func note(body part: Span<UInt8>) {
    let room = Transfer.drainedBytes - body.count
    body.append(part.extracting(0..<min(part.count, room)))
  }
}

extension Transfer {
  /// What belongs into an archive; `nil` if the crawl is not archived, there is no whole head, or
  /// the content was refused or is incomplete.
  func exchange(after result: Fetched.Result, _ error: CurlError?, at now: Timestamp) -> Exchange? {
    guard let wire, hasWholeHead, !wire.statusLine.isEmpty else { return nil }
    let body: ImageContent.Place
    var isCut = false
    switch result {
    case .image(let content, _): body = content.place
    case .document(let content):
      body = content.place
      // Only a file for crawlers is read in part.
      isCut = cut != nil
    case .unchanged: body = .memory([])
    case .redirect, .refusedCondition, .fault:
      guard !head.isSuccess else { return nil }
      body = .memory(wire.body)
      isCut = error != nil || sent > wire.body.count || head.isCutShort(after: sent)
    case .skipped, .otherKind, .unwritten: return nil
    }
    return Exchange(
      request: wire.request, statusLine: wire.statusLine, sentAt: wire.sentAt ?? now,
      peer: usesProxy ? nil : handle.peer, body: body,
      isDecoded: head.isSuccess && decoder != nil, isCut: isCut)
  }
}
