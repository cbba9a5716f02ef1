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
  /// Ends the whole crawl.
  let reachLimit: @Sendable (CrawlLimit) -> Void

  /// Works until the frontier is closed and nothing is in flight any more.
  func run() throws {
    frontier.attach(id, ring: loop.bell.ring)
    defer { frontier.detach(id) }
    while !stop.isOver {
      if loop.isIdle {
        guard let job = try frontier.get(for: id) else { return }
        start(job)
      }
      let polled = try frontier.poll(loop.room, for: id)
      for job in polled.jobs { start(job) }
      for fetched in loop.turn(waitingUntil: earlier(polled.askAgain, stop.deadline)) {
        guard try process(fetched) else { return }
      }
    }
  }

  private func start(_ job: Job) {
    observers.tell { .started(job) }
    loop.start(job)
  }

  /// Tells the frontier what came of a transfer; `false` when a limit ends the crawl here.
  private func process(_ fetched: Fetched) throws -> Bool {
    let job = fetched.job
    switch try visit.step(after: fetched) {
    case .done(let findings):
      // What a server asks for holds for its other addresses also when this one is given up.
      if case .fault(let fault) = fetched.result, let pause = visit.retries.rest(after: fault) {
        try frontier.hold(job.target.origin, for: pause)
      }
      try frontier.taskDone(job, findings, by: id)
      observers.tell { .finished(job, findings) }
      return true
    case .again(let successor, let pause, let fault):
      if let fault {
        observers.tell {
          .retrying(job, fault.reason, status: fetched.response?.status, after: pause)
        }
        if fault.retryAfter != nil { try frontier.hold(job.target.origin, for: pause) }
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

  private func earlier(_ left: MonotonicTime?, _ right: MonotonicTime?) -> MonotonicTime? {
    guard let left, let right else { return left ?? right }
    return min(left, right)
  }
}
