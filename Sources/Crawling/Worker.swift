import Addressing
import CrawlModel
import Fetching
import Scheduling
import Storing
import Threads

/// The work of one thread: take jobs, move their transfers, tell the frontier what came of them.
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
    frontier.attach(id, ring: loop.bell.ring)
    defer { frontier.detach(id) }
    while !stop.isOver {
      if loop.isIdle {
        guard let job = try frontier.get(for: id) else { return }
        try start(job)
      }
      let polled = try frontier.poll(loop.room, for: id)
      for job in polled.jobs { try start(job) }
      if loop.isIdle { continue }
      for fetched in loop.turn(waitingUntil: earlier(polled.askAgain, stop.deadline)) {
        guard try process(fetched) else { return }
      }
    }
  }

  private func start(_ job: Job) throws {
    if let refusal = job.refusal ?? visit.traps.refusal(of: job) {
      var findings = job.isAside ? Findings(outcome: .aside) : refusal.findings
      findings.optOuts = job.optOuts
      return try done(job, findings)
    }
    observers.tell { .started(job) }
    loop.start(job)
  }

  /// Tells the frontier what came of a transfer; `false` when a limit ends the crawl here.
  private func process(_ fetched: Fetched) throws -> Bool {
    let job = fetched.job
    switch try visit.step(after: fetched, recent) {
    case .done(let findings):
      try tellTrouble(fetched)
      try done(job, findings)
      return true
    case .admit(let standing, let findings):
      try tellTrouble(fetched)
      try frontier.put(findings.discoveries.compactMap(\.job))
      try frontier.admit(job, standing)
      return true
    case .admitFile(let file):
      try tellTrouble(fetched)
      try frontier.admit(job, file)
      return true
    case .again(let successor, let pause, let fault):
      if let fault {
        observers.tell {
          .retrying(job, fault.reason, status: fetched.response?.status, after: pause)
        }
        try tellTrouble(fetched)
      } else {
        observers.tell { .redirected(job, to: successor.target) }
      }
      let attempt = Attempt(
        target: job.target, fault: fault?.reason, httpStatus: fetched.response?.status,
        pause: pause, endedAt: fetched.response?.fetchedAt ?? .now)
      try frontier.putBack(job, as: successor, after: pause, because: attempt)
      return true
    case .stop(let limit):
      reachLimit(limit)
      return false
    }
  }

  private func done(_ job: Job, _ findings: Findings) throws {
    visit.traps.note(job, findings.outcome)
    try frontier.taskDone(job, findings, by: id)
    observers.tell { .finished(job, findings) }
  }

  /// Tells the frontier that a server struggles; it holds for its other addresses also when this one
  /// is given up.
  private func tellTrouble(_ fetched: Fetched) throws {
    guard case .fault(let fault) = fetched.result, fault.isPassing else { return }
    let origin =
      fetched.job.kind.isForCrawlers ? fetched.job.address.origin : fetched.job.target.origin
    if fault.speaksOfOverload(status: fetched.response?.status) {
      try frontier.overload(at: origin, asking: visit.retries.rest(after: fault))
    } else {
      try frontier.fault(at: origin)
    }
  }

  private func earlier(_ left: MonotonicTime?, _ right: MonotonicTime?) -> MonotonicTime? {
    guard let left, let right else { return left ?? right }
    return min(left, right)
  }
}

extension Fetched.Fault {
  /// Whether the server itself says that it has too much to do: 429 and 503 (RFC 6585 §4, RFC 9110
  /// §15.6.4), or any other fault for which it asks to be left alone.
  fileprivate func speaksOfOverload(status: Int?) -> Bool {
    status == 429 || status == 503 || retryAfter.map { $0 > .zero } == true
  }
}

extension Discovery {
  /// The job that it leads to; `nil` where a rule left it out.
  fileprivate var job: Job? {
    if case .follow(let job) = verdict { job } else { nil }
  }
}
