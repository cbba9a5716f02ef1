import Addressing
import CrawlModel
import Fetching
import Scheduling
import Storing
import Threads

/// The work of one thread: get assignments, move their transfers, hand the results to the frontier.
///
/// It waits in `get` when nothing is in flight and in `turn` when something is, never in both.
struct Worker {
  let id: WorkerID
  let frontier: any Frontier
  let loop: FetchLoop
  let visit: Visit
  let stop: StopSign
  let observers: Observers
  /// The links it met last.
  let recent: RecentLinks
  /// Ends the whole crawl.
  let reachLimit: @Sendable (CrawlLimit) -> Void

  /// Works until the frontier is closed and nothing is in flight any more.
  func run() throws {
    frontier.attach(id, wake: loop.waker.wake)
    defer { frontier.detach(id) }
    while !stop.isOver {
      if loop.isIdle {
        guard let assignment = try frontier.get(for: id) else { return }
        try start(assignment)
      }
      let polled = try frontier.poll(loop.room, for: id)
      for assignment in polled.assignments { try start(assignment) }
      if loop.isIdle { continue }
      for fetched in loop.turn(waitingUntil: earlier(polled.pollAgain, stop.deadline)) {
        try release(fetched)
        guard try process(fetched) else { return }
      }
    }
  }

  private func start(_ assignment: Assignment) throws {
    let (job, request) = (assignment.job, assignment.request)
    if let refusal = assignment.refusal ?? visit.traps.refusal(of: job, request) {
      try frontier.released(assignment, nil, by: id)
      var findings = job.isProbe ? Findings(outcome: .aside) : refusal.findings
      findings.optOuts = assignment.optOuts
      return try done(assignment, findings)
    }
    observers.send { .started(job, request) }
    loop.start(assignment)
  }

  /// Reports how the server bears the crawl, and frees the place of a transfer that is over.
  ///
  /// A failure that suggests overload concerns all addresses of an origin, also when this one is given
  /// up.
  private func release(_ fetched: Fetched) throws {
    if case .fault(let fault) = fetched.result, fault.isPassing {
      let origin =
        fetched.job.kind.isForCrawlers
        ? fetched.job.address.origin : fetched.request.target.origin
      let isOverload = fault.suggestsOverload(status: fetched.response?.status)
      try frontier.report(
        isOverload ? .overload(asking: visit.retries.rest(after: fault)) : .strain, at: origin)
    }
    try frontier.released(fetched.assignment, fetched.server, by: id)
  }

  /// Hands the result of a transfer to the frontier; returns `false` when a limit ends the crawl here.
  private func process(_ fetched: Fetched) throws -> Bool {
    switch try visit.step(after: fetched, recent) {
    case .done(let findings, let limit):
      try done(fetched.assignment, findings)
      guard let limit else { return true }
      reachLimit(limit)
      return false
    case .report(let signal):
      try frontier.report(signal, at: fetched.job.address.origin)
      return true
    case .again(let request, let pause, let cause):
      try putBack(fetched, as: request, after: pause, cause)
      return true
    case .stop(let limit):
      reachLimit(limit)
      return false
    }
  }

  private func putBack(
    _ fetched: Fetched, as request: Request, after pause: Duration, _ cause: Attempt.Cause
  ) throws {
    let job = fetched.job
    observers.send {
      switch cause {
      case .fault(let reason):
        .retrying(
          job, fetched.request, reason, status: fetched.response?.status, after: pause)
      case .redirect: .redirected(job, fetched.request, to: request.target)
      case .missingFile: .refetching(job, fetched.request)
      }
    }
    let attempt = Attempt(
      target: fetched.request.target, cause: cause, httpStatus: fetched.response?.status,
      pause: pause, endedAt: fetched.response?.fetchedAt ?? .now)
    try frontier.putBack(fetched.assignment, as: request, after: pause, because: attempt)
  }

  private func done(_ assignment: Assignment, _ findings: Findings) throws {
    visit.traps.note(assignment.job, findings.outcome)
    try frontier.done(assignment, findings)
    observers.send { .finished(assignment.job, assignment.request, findings) }
  }

  private func earlier(_ left: MonotonicTime?, _ right: MonotonicTime?) -> MonotonicTime? {
    guard let left, let right else { return left ?? right }
    return min(left, right)
  }
}

extension Fetched.Fault {
  /// Whether the server itself says that it has too much to do: 429 and 503 (RFC 6585 §4, RFC 9110
  /// §15.6.4), or any other fault for which it asks to be left alone.
  fileprivate func suggestsOverload(status: Int?) -> Bool {
    status == 429 || status == 503 || retryAfter.map { $0 > .zero } == true
  }
}
