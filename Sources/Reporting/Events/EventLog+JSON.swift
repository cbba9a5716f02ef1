import Addressing
import Bytes
import CrawlModel

extension EventLog {
  /// An event as a JSON object with a line end; the first member, `event`, names it.
  static func json(_ event: CrawlEvent) -> [UInt8] {
    var json = JSONWriter(capacity: 256)
    json.object { object in
      switch event {
      case .started(let job, let request):
        object.member("event", "started")
        fill(&object, job, request)
      case .retrying(let job, let request, let reason, let status, let pause):
        object.member("event", "retrying")
        fill(&object, job, request)
        object.member("reason", reason.rawValue)
        object.member("http_status", status)
        object.member("after", seconds: pause)
      case .redirected(let job, let request, let target):
        object.member("event", "redirected")
        fill(&object, job, request)
        object.member("to", target.text)
      case .refetching(let job, let request, _):
        object.member("event", "refetching")
        fill(&object, job, request)
      case .finished(let job, let request, let findings):
        object.member("event", "finished")
        fill(&object, job, request)
        fill(&object, findings)
      case .wouldStore(let key, let job, let facts, let bytes):
        object.member("event", "would-store")
        fill(&object, job, nil, key)
        object.member("bytes", bytes)
        object.member("format", facts.format.rawValue)
        object.member("width", facts.width)
        object.member("height", facts.height)
      case .rulesRead(let count):
        object.member("event", "rules")
        object.member("rules", count)
      case .rulesRefused(let mistakes):
        object.member("event", "rules-refused")
        object.array("mistakes") { list in for mistake in mistakes { list.add(mistake) } }
      case .limitReached(let limit):
        object.member("event", "limit")
        object.member("limit", limit.rawValue)
      case .broken(let words):
        object.member("event", "error")
        object.member("message", words)
      }
    }
    json.endLine()
    return json.bytes
  }

  private static func fill(
    _ object: inout JSONObject, _ job: Job, _ request: Request?, _ key: ImageKey? = nil
  ) {
    object.member("url", key?.text ?? job.address.text)
    object.member("kind", job.kind.linkKind.rawValue)
    object.member("depth", job.depth)
    guard let request else { return }
    if request.target != job.address { object.member("target", request.target.text) }
    if request.attempts > 0 { object.member("attempt", request.attempts + 1) }
  }

  private static func fill(_ object: inout JSONObject, _ findings: Findings) {
    switch findings.outcome {
    case .fetched: object.member("status", "fetched")
    case .redirected(let target):
      object.member("status", "fetched")
      object.member("final_url", target.text)
    case .stored(let content):
      object.member("status", "stored")
      fill(&object, content)
    case .duplicate(let content):
      object.member("status", "duplicate")
      fill(&object, content)
    case .unchanged: object.member("status", "unchanged")
    case .gone: object.member("status", "gone")
    case .aside: object.member("status", "aside")
    case .skipped(let reason):
      object.member("status", "skipped")
      object.member("reason", reason.rawValue)
    case .failed(let reason):
      object.member("status", "failed")
      object.member("reason", reason.rawValue)
    }
    object.member("http_status", findings.response?.status)
    let links = findings.discoveries.count + findings.knownLinks
    if links > 0 { object.member("links", links) }
  }

  private static func fill(_ object: inout JSONObject, _ content: StoredContent) {
    object.member("file", content.file)
    object.member("sha256", content.sha256)
    object.member("bytes", content.bytes)
    object.member("format", content.facts.format.rawValue)
    object.member("width", content.facts.width)
    object.member("height", content.facts.height)
  }
}
