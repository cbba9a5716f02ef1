import Addressing
import CrawlModel
import Fetching
import Scheduling
import Scoping
import Storing

/// Decides what the frontier is told after a transfer.
///
/// It has no state of its own: the store keeps the files, the budget the limits. Each kind of content
/// has a visit of its own; here is what they have in common.
struct Visit: Sendable {
  /// What is done with a job after a transfer.
  enum Step {
    /// It is done, and these are its findings; where there is a limit, that ends the crawl.
    case done(Findings, reaching: CrawlLimit? = nil)
    /// It was a request about an origin, and this is what came of it.
    case report(OriginSignal)
    /// It continues with another request after a pause.
    case again(Request, after: Duration, Attempt.Cause)
    /// A limit of the whole crawl forbids to take it; it stays pending.
    case stop(CrawlLimit)
  }

  let scope: Scope
  let retries: RetryRule
  let store: any Store
  let robots: RobotsVisit
  let documents: DocumentVisit
  let images: ImageVisit
  let traps: TrapGuard

  /// Decides; throws when the disk does not let the crawl continue.
  func step(after fetched: Fetched, _ recent: RecentLinks) throws(StoreError) -> Step {
    let job = fetched.job
    if job.kind == .robots { return robots.step(after: fetched, retries) }
    if job.kind == .optOuts { return OptOutVisit.step(after: fetched, retries) }
    let step = try outcome(of: fetched, recent)
    guard case .done(var findings, let limit) = step else { return step }
    if job.kind == .image {
      findings.optOuts =
        fetched.assignment.optOuts
        + AnswerOptOuts.ofImage(fetched.head.headers, at: fetched.request.target)
    }
    if job.isGuess, findings.outcome.isNoImage { findings.outcome = .skipped(.noImage) }
    // A probe that found nothing did not fail.
    if job.isProbe, !findings.outcome.isFinding { findings.outcome = .aside }
    return .done(findings, reaching: limit)
  }

  private func outcome(
    of fetched: Fetched, _ recent: RecentLinks
  ) throws(StoreError) -> Step {
    switch fetched.result {
    case .document(let bytes): return try documents.step(after: fetched, bytes, recent)
    case .image(let content, let facts):
      return try images.step(after: fetched, content, facts)
    case .redirect(let location): return follow(location, of: fetched)
    case .unchanged: return confirm(fetched)
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
      return .done(Findings(outcome: .failed(fault.reason), response: fetched.response))
    }
    return .again(fetched.request.repeated, after: pause, .fault(fault.reason))
  }

  /// Whether what an earlier run took is no longer there (404 and 410, RFC 9110 §15.5).
  private static func isGone(_ fetched: Fetched) -> Bool {
    guard let earlier = fetched.request.earlier, earlier.wasTaken || earlier.column == .gone else {
      return false
    }
    return fetched.head.status == 404 || fetched.head.status == 410
  }

  /// Ends a job that is as an earlier run found it; fetches it again without validators when the file
  /// that the earlier run stored is missing.
  private func confirm(_ fetched: Fetched) -> Step {
    if let content = fetched.request.earlier?.content, !store.has(content) {
      return .again(fetched.request.unconditional, after: .zero, .missingFile)
    }
    return .done(Findings(outcome: .unchanged, response: fetched.response))
  }

  private func follow(_ location: String?, of fetched: Fetched) -> Step {
    let job = fetched.job
    let target: WebAddress
    switch RedirectRule.step(from: job, fetched.request, to: location) {
    case .stop(let reason):
      return .done(Findings(outcome: .failed(reason), response: fetched.response))
    case .follow(let address): target = address
    }
    let verdict = scope.verdict(onRedirectOf: job, to: target)
    if job.kind == .page {
      let link = Link(kind: .page, address: target, via: job.via ?? .redirect)
      var discoveries = [Discovery(link: link, verdict: verdict)]
      traps.screen(&discoveries, of: job, [UInt8]().span)
      return .done(
        Findings(
          outcome: .redirected(to: target), response: fetched.response, discoveries: discoveries))
    }
    if case .skip(let reason) = verdict {
      return .done(Findings(outcome: .skipped(reason), response: fetched.response))
    }
    return .again(fetched.request.redirected(to: target), after: .zero, .redirect)
  }

  /// Ends a job whose content is of another kind, with a job of that kind as its discovery.
  private func handOver(to kind: Job.Kind, _ fetched: Fetched) -> Step {
    let job = fetched.job
    let link = Link(kind: kind.linkKind, address: job.address, via: job.via ?? .seed)
    var verdict = scope.verdict(on: link, foundBy: job)
    if case .follow(let successor) = verdict {
      // It was found where the link is, not on itself.
      verdict = .follow(
        Job(
          address: successor.address, kind: successor.kind, depth: successor.depth,
          parent: job.parent, via: job.via))
    }
    return .done(
      Findings(
        outcome: .skipped(kind == .image ? .isImage : .isPage), response: fetched.response,
        discoveries: [Discovery(link: link, verdict: verdict)]))
  }
}

extension Job {
  /// Whether it is an image whose address stands in the text of a script, where it need not be meant
  /// as one.
  fileprivate var isGuess: Bool { kind == .image && via?.role == .script }
}

extension Outcome {
  /// Whether there is nothing at the address, or something that is no image.
  fileprivate var isNoImage: Bool {
    switch self {
    case .failed(.httpError), .failed(.notAnImage), .failed(.empty), .failed(.badRedirect): true
    default: false
    }
  }

  /// Whether a probe found something, if perhaps not whole.
  fileprivate var isFinding: Bool {
    switch self {
    case .fetched, .redirected, .unchanged, .failed(.decoding), .failed(.pageTooLarge): true
    default: false
    }
  }
}
