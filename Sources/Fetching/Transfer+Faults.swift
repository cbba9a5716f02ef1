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
    // libcurl reports no error, or that of a broken connection.
    if mayBeCut, error == nil || error?.code == .connectionBroken {
      return .init(
        reason: .truncated, isPassing: true,
        detail: "The content has no length, and the connection was closed without the message "
          + "of TLS that says so (close_notify), so it may be cut")
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

  /// Whether only the end of the connection ends the content, and TLS did not say that it ends: anybody on
  /// the way could have cut it (RFC 9112 §9.8).
  private var mayBeCut: Bool {
    hasWholeHead && handle.lacksCloseNotice && !handle.wasStream && framing == .close
  }

  /// Whether the content is whole by its own end, although the transfer has failed.
  func isWhole(in fault: Fetched.Fault) -> Bool {
    guard hasWholeHead else { return false }
    switch fault.reason {
    case .timeout, .reset, .truncated, .protocol, .decoding: break
    default: return false
    }
    if let decoder, decoder.isAtItsEnd { return true }
    if case .image(let facts) = judgement {
      return hasContent { judge.isWhole($0, facts) }
    }
    // What is missing in a file for crawlers could forbid something.
    guard job.kind != .image, !job.kind.isForCrawlers else { return false }
    return hasContent { judge.isWhole(document: $0) }
  }

  private func hasContent(_ claim: (Span<UInt8>) -> Bool) -> Bool {
    if let file { return (try? file.withSpan { claim($0) }) ?? false }
    let bytes = self.bytes
    return claim(bytes.span)
  }
}
