import Addressing
import CrawlModel
import Threads

/// Keeps what a crawl tells, each event in a few words, with the path of its address.
final class EventRecorder: CrawlObserver {
  private let kept = Monitor<[String]>([])

  /// What was told so far, in order.
  var words: [String] { kept.withLock { $0 } }

  func crawl(did event: CrawlEvent) {
    let words: String
    switch event {
    case .began, .stopping: return
    default: words = Self.words(event)
    }
    kept.withLock { $0.append(words) }
  }

  private static func words(_ event: CrawlEvent) -> String {
    switch event {
    case .began, .stopping: ""
    case .started(_, let request): "started \(request.target.path)"
    case .retrying(_, let request, let reason, let retry):
      "retrying \(request.target.path) \(reason.rawValue) \(retry.status ?? 0)"
    case .refetching(_, let request, _): "refetching \(request.target.path)"
    case .redirected(_, let request, let target):
      "redirected \(request.target.path) \(target.path)"
    case .finished(let job, _, let findings):
      "finished \(job.address.path) \(fate(findings.outcome))"
    case .settled(let link, _, let outcome): "settled \(link.address.path) \(fate(outcome))"
    case .revised(let address, let outcome): "revised \(address.path) \(fate(outcome))"
    case .wouldStore(_, let job, let facts, let bytes):
      "would store \(job.address.path) \(facts.format) \(bytes ?? -1)"
    case .rulesRead(let count): "rules \(count)"
    case .rulesRefused(let mistakes): "rules refused: \(mistakes.joined(separator: "; "))"
    case .warning(let words): "warning: \(words)"
    case .limitReached(let limit): "limit \(limit.rawValue)"
    case .broken: "broken"
    }
  }

  private static func fate(_ outcome: Outcome) -> String {
    switch outcome {
    case .fetched: "fetched"
    case .redirected(let target): "redirected \(target.path)"
    case .stored: "stored"
    case .duplicate: "duplicate"
    case .unchanged: "unchanged"
    case .gone: "gone"
    case .aside: "aside"
    case .skipped(let reason): reason.rawValue
    case .failed(let reason): reason.rawValue
    }
  }
}
