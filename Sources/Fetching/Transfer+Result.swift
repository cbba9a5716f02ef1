import Bytes
import CrawlModel
import Curl
import Files

/// What a transfer ended with.
extension Transfer {
  func facts(at now: Timestamp) -> ResponseFacts {
    var facts = ResponseFacts(
      address: assignment.request.target, status: head.status,
      contentType: Self.kept(head.contentType), etag: Self.kept(head.headers.isomorphic("etag")),
      lastModified: Self.kept(head.headers.isomorphic("last-modified")),
      bytes: head.isSuccess ? received : sent, fetchedAt: now)
    if assignment.job.kind == .image { facts.caching = caching }
    // The continuation of a response need not repeat its fields (RFC 9110 §15.3.7).
    if let continued {
      facts.contentType = facts.contentType ?? continued.contentType
      facts.etag = facts.etag ?? continued.etag
      facts.lastModified = facts.lastModified ?? continued.lastModified
    }
    return facts
  }

  func result(_ error: CurlError?, at now: Timestamp) -> Fetched.Result {
    if let cut { return cut }
    // Before 8.6 libcurl reports this for a header line longer than its limit of 100 kB.
    if error?.code == .outOfMemory, !hasWholeHead { return headersTooLarge }
    if wasKeptOut, error?.code == .notConnected { return .skipped(.privateAddress) }
    if ranOutOfSockets, error?.code == .notConnected {
      return .fault(.init(reason: .connect, isPassing: true, shortage: .descriptors))
    }
    // An error or a redirect is complete with its head; an incomplete body does not matter.
    if let fault = fault(error), head.isSuccess || !hasWholeHead, !isWhole(in: fault) {
      return .fault(fault)
    }
    guard head.isSuccess else { return unsuccessful(at: now) }
    if let range = head.contentRange, let fault = fault(ofPart: range) { return fault }
    if judgement == .undecided {
      let complete = judgeWhole()
      guard settle(complete), complete != .undecided else {
        return cut ?? .fault(.init(reason: .notAnImage, isPassing: false))
      }
    }
    guard case .image(let facts) = judgement else { return isReadable ? document : undecodable }
    return .image(ImageContent(place, digest: digest.finish()), facts)
  }

  /// What is wrong with a response that has a part of a resource; `nil` if it is all of it.
  private func fault(ofPart range: ContentRange) -> Fetched.Result? {
    let cut = Fetched.Result.fault(.init(reason: .truncated, isPassing: true))
    guard continued != nil else {
      // Nobody asked for a part. What was coded has another size.
      let isShort = range.whole.map { received < $0 } ?? false
      return range.first > 0 || head.contentCodings.isEmpty && isShort ? cut : nil
    }
    guard let whole = range.whole, received != whole else { return nil }
    return received < whole ? cut : .refusedCondition
  }

  var isDeclaredPage: Bool {
    head.contentType?.lowercased().hasPrefix("text/html") ?? false
  }

  var headersTooLarge: Fetched.Result {
    .fault(.init(reason: .headersTooLarge, isPassing: false))
  }

  var tooManyInterimAnswers: Fetched.Result {
    let most = ResponseHead.maximumInterimAnswers
    return .fault(
      .init(
        reason: .protocol, isPassing: false,
        detail: "The server sent more than \(most) interim responses (1xx) before the final one"))
  }

  var undecodable: Fetched.Result {
    .fault(.init(reason: .decoding, isPassing: false))
  }

  var place: ImageContent.Place { file.map { .file($0) } ?? .memory(bytes) }

  private var caching: String {
    for name in ["Cache-Control", "Expires"] {
      guard let value = head.headers.isomorphic(name), !value.isEmpty else { continue }
      return "\(name): \(value)".cut(to: Self.keptHeaderBytes)
    }
    return ""
  }

  /// Truncates a header value for the records; valid values are shorter than the limit.
  private static func kept(_ value: String?) -> String? {
    value.map { $0.cut(to: keptHeaderBytes) }
  }

  private func unsuccessful(at now: Timestamp) -> Fetched.Result {
    switch head.status {
    case 301, 302, 303, 307, 308:
      return .redirect(head.headers.reference("location"))
    case 304 where condition != nil && leftover == nil:
      return .unchanged
    case 304 where leftover != nil, 412 where condition != nil, 416 where condition != nil:
      return .refusedCondition
    case 0:
      return .fault(.init(reason: .protocol, isPassing: false))
    default:
      // The date in `Retry-After` is one of the server's clock, which may be wrong.
      let sent = head.headers["date"].flatMap(Timestamp.init(httpDate:)) ?? now
      let pause = head.headers["retry-after"].flatMap { RetryAfter.pause($0, now: sent) }
      return .fault(.init(status: head.status, retryAfter: pause))
    }
  }
}
