import Addressing
import Bytes
import CrawlModel

extension EventLog {
  /// An event in words, one line.
  static func words(_ event: CrawlEvent) -> String {
    switch event {
    case .began(let start): return "run       \(start.kind.rawValue)"
    case .started(_, let request):
      return "start     \(request.target)"
    case .retrying(_, let request, let reason, let retry):
      return "retry     \(request.target) \(words(reason, retry.status, retry.error)), again in "
        + Readable.duration(retry.pause)
    case .refetching(let job, _, .refusedCondition):
      return "refetch   \(job.address), in full: the server refused a condition or a range"
    case .refetching(let job, _, _):
      return "refetch   \(job.address), its stored file is missing"
    case .redirected(let job, _, let target):
      return "redirect  \(job.address) to \(target)"
    case .finished(let job, let request, let findings):
      return words(job, request, findings)
    case .settled(let link, _, let outcome): return words(link.key.text, outcome)
    case .revised(let address, let outcome): return words(address.text, outcome)
    case .wouldStore(let key, _, let facts, let bytes):
      let size = bytes.map { Readable.bytes($0) } ?? "of unknown size"
      return "would     \(key.text) \(facts.format.rawValue), \(size)"
    case .rulesRead(let count):
      return "rules     \(Readable.count(count, "rule")) read"
    case .rulesRefused(let mistakes):
      return "rules     \(mistakes.map(VisibleText.line).joined(separator: "; "))"
    case .warning(let words):
      return "warning   \(VisibleText.line(words))"
    case .limitReached(let limit):
      return "limit     \(limit.rawValue)"
    case .stopping(let transfers, let grace):
      return "stop      \(Readable.count(transfers, "transfer")), up to \(Readable.duration(grace))"
    case .broken(let words):
      return "error     \(VisibleText.line(words))"
    }
  }

  private static func words(_ job: Job, _ request: Request, _ findings: Findings) -> String {
    let links = findings.discoveries.count + findings.knownLinks
    return words(
      job.address.text, findings.recordedOutcome(after: request), links: links,
      status: findings.response?.status, error: findings.note)
  }

  private static func words(_ reason: FailureReason, _ status: Int?, _ error: String?) -> String {
    reason.rawValue + (status.map { " \($0)" } ?? "")
      + (error.map { " (\(VisibleText.line($0)))" } ?? "")
  }

  private static func words(
    _ address: String, _ outcome: Outcome, links: Int = 0, status: Int? = nil,
    error: String? = nil
  ) -> String {
    switch outcome {
    case .fetched: return "page      \(address) \(Readable.count(links, "link"))"
    case .redirected(let target): return "redirect  \(address) to \(target)"
    case .stored(let content): return "image     \(address) to \(content.file)"
    case .duplicate(let content): return "duplicate \(address) of \(content.file)"
    case .unchanged: return "unchanged \(address)"
    case .gone: return "gone      \(address)"
    case .aside: return "aside     \(address)"
    case .skipped(let reason): return "skip      \(address) \(reason.rawValue)"
    case .failed(let reason): return "fail      \(address) \(words(reason, status, error))"
    }
  }
}

extension Findings {
  /// The outcome as the records have it: an address that a rule left out by its content stays left
  /// out while the content is unchanged.
  func recordedOutcome(after request: Request) -> Outcome {
    guard case .unchanged = outcome, case .skipped(let reason)? = request.earlier?.column else {
      return outcome
    }
    return .skipped(reason)
  }
}
