import Addressing
import Archiving
import CrawlModel
import Fetching
import Files
import Scheduling
import Storing

/// What a thread does with the result of a transfer: archives it, uses its content, and passes what
/// follows from it to the frontier.
///
/// Belongs to one thread.
struct ResultDesk {
  let frontier: any Frontier
  let visit: Visit
  /// Records what goes over the wire, if the crawl is archived.
  let sink: (any ExchangeSink)?
  /// The room for reading large documents.
  let room: ReadingRoom
  let observers: Observers
  /// The links it processed recently.
  let recent: RecentLinks
  /// Whether anything has answered yet.
  let firstAnswer: FirstAnswer
  /// Ends the whole crawl.
  let reachLimit: @Sendable (CrawlLimit) -> Void

  /// Processes a result; returns `false` if a limit ends the crawl.
  ///
  /// - Parameters:
  ///   - fetched: the result, whose transfer was released.
  ///   - excuse: the pause that `released` returned.
  /// - Returns: whether the crawl goes on.
  /// - Throws: the error that ends the crawl.
  func process(_ fetched: Fetched, _ excuse: Duration?) throws -> Bool {
    guard try archive(fetched), try !isExcused(fetched, excuse) else { return true }
    return try room.reading(fetched) { try use(fetched) }
  }

  /// Records a result before its content is used; returns `false` if it was put back instead.
  private func archive(_ fetched: Fetched) throws -> Bool {
    guard let sink else { return true }
    do throws(FileError) {
      if try sink.add(fetched) { return true }
    } catch  where error.code == .tooManyOpenFiles {
      try postpone(fetched, .descriptors)
      return false
    }
    // The content is in no archive yet.
    try putBack(
      fetched, as: fetched.request.unconditional, after: .zero, .missingFile)
    return false
  }

  /// Returns `true` if a transfer failed because its origin is away, so that it is put back as it
  /// was.
  private func isExcused(_ fetched: Fetched, _ excuse: Duration?) throws -> Bool {
    guard case .fault(let fault) = fetched.result else { return false }
    if let shortage = fault.shortage {
      try postpone(fetched, shortage)
      return true
    }
    guard let pause = excuse else { return false }
    try putBack(fetched, as: fetched.request.excused, after: pause, .fault(fault.reason))
    return true
  }

  /// Uses the content of a result; returns `false` if a limit ends the crawl.
  private func use(_ fetched: Fetched) throws -> Bool {
    let step = try visit.step(after: fetched, recent)
    try sink?.complete(step.findings)
    switch step {
    case .done(let findings, let limit):
      try done(fetched.assignment, findings)
      guard let limit else { return true }
      reachLimit(limit)
      return false
    case .report(let signal, let answer):
      try frontier.report(signal, at: fetched.job.address.origin, answer)
      return true
    case .again(let request, let pause, let cause):
      try putBack(fetched, as: request, after: pause, cause)
      return true
    case .postponed:
      try postpone(fetched, .descriptors)
      return true
    case .stop(let limit):
      reachLimit(limit)
      return false
    }
  }

  /// Puts a job back as it was until other transfers have ended and freed what is short.
  private func postpone(_ fetched: Fetched, _ shortage: Fetched.Shortage) throws {
    try frontier.putBack(
      fetched.assignment, as: fetched.request, after: shortage.pause, because: nil)
  }

  private func putBack(
    _ fetched: Fetched, as request: Request, after pause: Duration, _ cause: Attempt.Cause
  ) throws {
    let job = fetched.job
    func event() -> CrawlEvent {
      switch cause {
      case .fault(let reason):
        .retrying(
          job, fetched.request, reason,
          Retry(
            status: fetched.response?.status, error: fetched.detail, after: pause,
            left: request.attempts > fetched.request.attempts
              ? visit.retries.retries - request.attempts : nil))
      case .redirect: .redirected(job, fetched.request, to: request.target)
      case .missingFile, .refusedCondition: .refetching(job, fetched.request, cause)
      }
    }
    if firstAnswer.isMissing, case .fault = cause {
      observers.send(event())
    } else {
      observers.send(ofAddress: event)
    }
    let attempt = Attempt(
      target: fetched.request.target, cause: cause, httpStatus: fetched.response?.status,
      pause: pause, endedAt: fetched.response?.fetchedAt ?? .now, detail: fetched.detail)
    try frontier.putBack(fetched.assignment, as: request, after: pause, because: attempt)
  }

  /// Passes what a job produced to the frontier and to the observers.
  func done(_ assignment: Assignment, _ findings: Findings) throws {
    visit.traps.note(assignment.job, findings.outcome)
    visit.guesses.note(assignment.job, findings.outcome)
    let settled = try frontier.done(assignment, findings)
    guard observers.seeAddresses else { return }
    observers.send(ofAddress: { .finished(assignment.job, assignment.request, findings) })
    for (index, depth) in settled.links {
      let discovery = findings.discoveries[index]
      guard let outcome = discovery.verdict.outcome else { continue }
      observers.send(ofAddress: { .settled(discovery.link, depth: depth, outcome) })
    }
    for address in try frontier.loop(in: settled) {
      observers.send(ofAddress: { .revised(address, .failed(.redirectLoop)) })
    }
  }
}

extension Fetched.Shortage {
  /// How long a job waits: longer for memory, since its response has to be requested again.
  fileprivate var pause: Duration {
    switch self {
    case .descriptors: .seconds(1)
    case .memory: .seconds(10)
    }
  }
}
