import Addressing
import CrawlModel
import Threads

@testable import Scheduling

/// Helpers for tests that use the polite order without a window.
extension PoliteOrder {
  /// Puts a job at its own origin.
  mutating func put(_ job: Job) {
    enqueue(Assignment(job), at: index(of: job.address.origin))
  }

  /// Hands out a job whose request is sent at once.
  mutating func start(for worker: WorkerID, at now: MonotonicTime) -> NextItem<Assignment> {
    let next = next(for: worker, at: now)
    if case .item(let job) = next { sent(job, at: now) }
    return next
  }

  /// Ends the transfer of a job and with it the job.
  mutating func taskDone(
    _ assignment: Assignment, server: ServerSign? = nil, at now: MonotonicTime
  ) {
    released(assignment, server, at: now)
    finished(assignment)
  }

  /// Ends the transfer of a job, which then waits as `request`.
  mutating func giveBack(
    _ assignment: Assignment, as request: Request? = nil, server: ServerSign? = nil,
    at now: MonotonicTime = .distantPast, notBefore time: MonotonicTime
  ) {
    released(assignment, server, at: now)
    finished(assignment)
    putBack(assignment.again(as: request ?? assignment.request), notBefore: time)
  }

  /// Ends the request for a robots.txt.
  mutating func admit(
    _ assignment: Assignment, _ result: RobotsResult, server: ServerSign? = nil,
    at now: MonotonicTime
  ) {
    released(assignment, server, at: now)
    apply(result, at: assignment.job.address.origin, now: now)
  }

  /// Ends the request for an opt-out file.
  mutating func admit(_ assignment: Assignment, _ file: OptOutFile, at now: MonotonicTime) {
    released(assignment, nil, at: now)
    apply(file, at: assignment.job.address.origin, now: now)
  }
}
