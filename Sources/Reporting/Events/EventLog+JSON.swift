import Addressing
import Bytes
import CrawlModel

extension EventLog {
  /// An event as a JSON object with a line end; the first members name it and its time.
  static func json(_ event: CrawlEvent, at time: Timestamp) -> [UInt8] {
    var json = JSONWriter(capacity: 256)
    json.object { object in
      object.member("event", word(event))
      object.member("time", time.rfc3339)
      fill(&object, event)
    }
    json.endLine()
    return json.bytes
  }

  private static func word(_ event: CrawlEvent) -> String {
    switch event {
    case .began: "began"
    case .started: "started"
    case .retrying: "retrying"
    case .redirected: "redirected"
    case .refetching: "refetching"
    // For a program, an address that needed no request is done like any other.
    case .finished, .settled: "finished"
    case .revised: "revised"
    case .wouldStore: "would-store"
    case .rulesRead: "rules"
    case .rulesRefused: "rules-refused"
    case .warning: "warning"
    case .limitReached: "limit"
    case .stopping: "stopping"
    case .broken: "error"
    }
  }

  private static func fill(_ object: inout JSONObject, _ event: CrawlEvent) {
    switch event {
    case .began(let start):
      object.member("run", start.kind.rawValue)
      if start.pass != start.kind { object.member("resumes", start.pass.rawValue) }
      object.member("images_known", start.imagesKnown)
      object.member("images_here", start.imagesHere)
      object.member("images_waiting", start.imagesWaiting)
      object.member("waiting", start.addressesWaiting)
    case .started(let job, let request): fill(&object, job, request)
    case .retrying(let job, let request, let reason, let retry):
      fill(&object, job, request)
      object.member("reason", reason.rawValue)
      object.member("error", retry.error)
      object.member("http_status", retry.status)
      object.member("after", seconds: retry.pause)
    case .redirected(let job, let request, let target):
      fill(&object, job, request)
      object.member("to", target.text)
    case .refetching(let job, let request, _): fill(&object, job, request)
    case .finished(let job, let request, let findings):
      fill(&object, job, request, kind: findings.kind)
      fill(&object, findings, request)
    case .settled(let link, let depth, let outcome):
      object.member("url", link.key.text)
      object.member("kind", link.kind.rawValue)
      object.member("depth", depth)
      fill(&object, outcome)
    case .revised(let address, let outcome):
      object.member("url", address.text)
      object.member("kind", Link.Kind.page.rawValue)
      fill(&object, outcome)
    case .wouldStore(let key, let job, let facts, let bytes):
      fill(&object, job, nil, key)
      object.member("bytes", bytes)
      object.member("format", facts.format.rawValue)
      object.member("width", facts.width)
      object.member("height", facts.height)
    case .rulesRead(let count): object.member("rules", count)
    case .rulesRefused(let mistakes):
      object.array("mistakes") { list in for mistake in mistakes { list.add(mistake) } }
    case .limitReached(let limit): object.member("limit", limit.rawValue)
    case .stopping(let transfers, let grace):
      object.member("transfers", transfers)
      object.member("grace", seconds: grace)
    case .broken(let words), .warning(let words): object.member("message", words)
    }
  }

  private static func fill(
    _ object: inout JSONObject, _ job: Job, _ request: Request?, _ key: ImageKey? = nil,
    kind: Link.Kind? = nil
  ) {
    object.member("url", key?.text ?? job.address.text)
    object.member("kind", (kind ?? job.kind.linkKind).rawValue)
    object.member("depth", job.depth)
    guard let request else { return }
    if request.target != job.address { object.member("target", request.target.text) }
    if request.attempts > 0 { object.member("attempt", request.attempts + 1) }
  }

  private static func fill(
    _ object: inout JSONObject, _ findings: Findings, _ request: Request
  ) {
    let outcome = findings.recordedOutcome(after: request)
    fill(&object, outcome)
    if case .failed = outcome { object.member("error", findings.note) }
    object.member("http_status", findings.response?.status)
    let links = findings.discoveries.count + findings.knownLinks
    if links > 0 { object.member("links", links) }
  }

  private static func fill(_ object: inout JSONObject, _ outcome: Outcome) {
    switch outcome {
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
