import Codings
import CrawlModel
import Curl
import Files

/// What a transfer ended with apart from its content, and what is whole all the same.
extension Transfer {
  /// What is wrong with the transfer, whatever its content is.
  func fault(_ error: CurlError?) -> Fetched.Fault? {
    if isFinished { return nil }
    if policy.onlyConnects, error == nil { return .init(reason: .protocol, isPassing: false) }
    if lenient?.isRefused == true {
      return .init(reason: .protocol, isPassing: hasWholeHead, detail: objection)
    }
    if head.status == 101, !hasWholeHead { return .init(reason: .protocol, isPassing: false) }
    // libcurl takes a head for whole, or counts a body, when the connection closes in the head.
    if !hasWholeHead, error == nil || error?.code == .bodyTooShort {
      return .init(reason: .reset, isPassing: true, detail: error?.description)
    }
    if let error { return .init(error) }
    if let lenient, lenient.state != .untilClose {
      return .init(reason: .truncated, isPassing: true)
    }
    // libcurl before 8.0 takes a reset stream of HTTP/2 for a whole one.
    if head.isCutShort(after: sent), decoder?.isAtItsEnd != true {
      return .init(reason: .truncated, isPassing: true)
    }
    if let decoder, !decoder.isWhole { return .init(reason: .decoding, isPassing: true) }
    return nil
  }

  /// Whether the content is whole by its own end, although the transfer has failed.
  func isWhole(in fault: Fetched.Fault) -> Bool {
    guard hasWholeHead else { return false }
    switch fault.reason {
    case .timeout, .reset, .truncated, .protocol, .decoding: break
    default: return false
    }
    if let decoder, decoder.isAtItsEnd { return true }
    guard case .image(let facts) = judgement else { return false }
    if let file {
      return (try? file.withSpan { content in judge.isWhole(content, facts) }) ?? false
    }
    let bytes = self.bytes
    return judge.isWhole(bytes.span, facts)
  }
}
