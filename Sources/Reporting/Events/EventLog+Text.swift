import Addressing
import Bytes
import CrawlModel

extension EventLog {
  /// An event in words, one line.
  static func words(_ event: CrawlEvent) -> String {
    switch event {
    case .started(_, let request):
      return "start     \(request.target)"
    case .retrying(_, let request, let reason, let status, let pause):
      let code = status.map { " \($0)" } ?? ""
      return "retry     \(request.target) \(reason.rawValue)\(code), again in "
        + Readable.duration(pause)
    case .refetching(let job, _, .refusedCondition):
      return "refetch   \(job.address), in full: the server refused a condition or a range"
    case .refetching(let job, _, _):
      return "refetch   \(job.address), its stored file is missing"
    case .redirected(let job, _, let target):
      return "redirect  \(job.address) to \(target)"
    case .finished(let job, _, let findings):
      return words(job, findings)
    case .wouldStore(let key, _, let facts, let bytes):
      let size = bytes.map { Readable.bytes($0) } ?? "of unknown size"
      return "would     \(key.text) \(facts.format.rawValue), \(size)"
    case .rulesRead(let count):
      return "rules     \(Readable.count(count, "rule")) read"
    case .rulesRefused(let mistakes):
      return "rules     \(mistakes.map(VisibleText.line).joined(separator: "; "))"
    case .limitReached(let limit):
      return "limit     \(limit.rawValue)"
    case .broken(let words):
      return "error     \(VisibleText.line(words))"
    }
  }

  private static func words(_ job: Job, _ findings: Findings) -> String {
    let address = job.address
    switch findings.outcome {
    case .fetched:
      let links = findings.discoveries.count + findings.knownLinks
      return "page      \(address) \(Readable.count(links, "link"))"
    case .redirected(let target): return "redirect  \(address) to \(target)"
    case .stored(let content): return "image     \(address) to \(content.file)"
    case .duplicate(let content): return "duplicate \(address) of \(content.file)"
    case .unchanged: return "unchanged \(address)"
    case .gone: return "gone      \(address)"
    case .aside: return "aside     \(address)"
    case .skipped(let reason): return "skip      \(address) \(reason.rawValue)"
    case .failed(let reason):
      let code = findings.response.map { " \($0.status)" } ?? ""
      return "fail      \(address) \(reason.rawValue)\(code)"
    }
  }
}
