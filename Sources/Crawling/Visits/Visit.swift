import Addressing
import CrawlModel
import Fetching
import Scheduling
import Scoping
import Storing

/// Decides what is reported to the frontier after a transfer.
///
/// It has no state: the store has the files, the budget the limits. Each kind of content has its
/// own visit; this type has their common parts.
struct Visit: Sendable {
  /// What happens to a job after a transfer.
  enum Step {
    /// It is done, with these findings; a limit, if any, ends the crawl.
    case done(Findings, reaching: CrawlLimit? = nil)
    /// It was a request about an origin, with this result, and how it ended.
    case report(OriginSignal, PolicyAnswer)
    /// It continues with another request after a pause.
    case again(Request, after: Duration, Attempt.Cause)
    /// The process has too many files open; it waits as it was.
    case postponed
    /// It would exceed a limit of the whole crawl, and stays pending.
    case stop(CrawlLimit)

    /// The findings of a job that is done.
    var findings: Findings? {
      if case .done(let findings, _) = self { findings } else { nil }
    }
  }

  let scope: Scope
  let retries: RetryRule
  let store: any Store
  let robots: RobotsVisit
  let documents: DocumentVisit
  let images: ImageVisit
  let traps: TrapGuard
  let guesses: GuessGuard
  let cookies: CookieStore?

  /// Decides; throws if the crawl cannot continue because of the disk.
  func step(after fetched: Fetched, _ recent: RecentLinks) throws(StoreError) -> Step {
    let job = fetched.job
    if job.kind == .robots { return robots.step(after: fetched, retries, cookies) }
    if job.kind == .optOuts {
      return OptOutVisit.step(after: fetched, retries, cookies, keptIn: robots.shelf)
    }
    let step = try outcome(of: fetched, recent)
    guard case .done(var findings, let limit) = step else { return step }
    if job.kind == .image {
      findings.optOuts =
        fetched.assignment.optOuts
        + AnswerOptOuts.ofImage(fetched.head.headers, at: fetched.request.target)
        + findings.optOuts
    }
    return .done(findings.recorded(of: job), reaching: limit)
  }

  private func outcome(
    of fetched: Fetched, _ recent: RecentLinks
  ) throws(StoreError) -> Step {
    switch fetched.result {
    case .document(let content): return try documents.step(after: fetched, content, recent)
    case .image(let content, let facts):
      return try images.step(after: fetched, content, facts)
    case .redirect(let location): return follow(location, of: fetched)
    case .unchanged: return confirm(fetched)
    case .refusedCondition:
      return .again(fetched.request.unconditional, after: .zero, .refusedCondition)
    case .skipped(let reason):
      return .done(Findings(outcome: .skipped(reason), response: fetched.response))
    case .otherKind(let kind): return handOver(to: kind, fetched)
    case .fault(let fault): return recover(from: fault, of: fetched)
    case .unwritten(let cause):
      let error = StoreError(cause, storing: fetched.job.address.text)
      guard !error.endsCrawl else { throw error }
      return .done(Findings(outcome: .failed(.disk), response: fetched.response))
    }
  }

  /// Retries after a temporary failure; ends a job that failed for good.
  private func recover(from fault: Fetched.Fault, of fetched: Fetched) -> Step {
    if Self.isGone(fetched) {
      return .done(Findings(outcome: .gone, response: fetched.response))
    }
    guard let pause = retries.pause(after: fault, attempts: fetched.request.attempts) else {
      return .done(
        Findings(
          outcome: .failed(fault.reason), response: fetched.response, note: fault.detail))
    }
    var next = fetched.request.repeated
    next.leftover = fetched.leftover
    return .again(next, after: pause, .fault(fault.reason))
  }

  /// Whether a resource that an earlier run fetched no longer exists (404 and 410, RFC 9110 §15.5).
  private static func isGone(_ fetched: Fetched) -> Bool {
    guard let earlier = fetched.request.earlier, earlier.wasTaken || earlier.column == .gone else {
      return false
    }
    return fetched.head.status == 404 || fetched.head.status == 410
  }

  /// Ends a job whose content is unchanged since an earlier run; fetches it again without
  /// validators if the file stored by that run is missing.
  private func confirm(_ fetched: Fetched) -> Step {
    if let content = fetched.request.earlier?.content, !store.has(content) {
      return .again(fetched.request.unconditional, after: .zero, .missingFile)
    }
    return .done(Findings(outcome: .unchanged, response: fetched.response))
  }
}
