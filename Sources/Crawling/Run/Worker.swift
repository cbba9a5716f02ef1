import Addressing
import Archiving
import CrawlModel
import Fetching
import Files
import Scheduling
import Storing
import Threads

/// The loop of one thread: gets assignments, runs their transfers, passes on their results.
///
/// It waits in `get` if nothing is in flight, and in `turn` otherwise.
struct Worker {
  let id: WorkerID
  let loop: FetchLoop
  let desk: ResultDesk
  /// Takes the results whose images go to a remote store; `nil` if there is none.
  let outbox: Outbox?
  let stop: StopSign

  private var frontier: any Frontier { desk.frontier }

  /// Runs until the frontier is closed and nothing is in flight.
  func run() throws {
    frontier.attach(id, wake: loop.waker.wake)
    defer { frontier.detach(id) }
    while !stop.isOver {
      // A store that is slower than the crawl slows it down: nothing new is started.
      if loop.isIdle, let outbox, !outbox.waitForRoom(unless: stop) { continue }
      if loop.isIdle {
        guard let assignment = try frontier.get(for: id) else { return }
        try start(assignment)
      }
      var pollAgain = outbox?.nextLook
      if pollAgain == nil {
        let polled = try frontier.poll(loop.room, for: id)
        for assignment in polled.assignments { try start(assignment) }
        pollAgain = polled.pollAgain
      }
      if loop.isIdle { continue }
      let ended = loop.turn(waitingUntil: earlier(pollAgain, stop.deadline))
      for (assignment, time) in loop.takeSent() { try frontier.sent(assignment, at: time) }
      for fetched in ended {
        if fetched.response != nil { desk.firstAnswer.receive() }
        let excuse = try frontier.released(
          fetched.assignment, fetched.sign(desk.visit.retries), by: id)
        if let outbox, outbox.wants(fetched) {
          outbox.put(fetched, excuse)
        } else if try !desk.process(fetched, excuse) {
          return
        }
      }
    }
  }

  private func start(_ assignment: Assignment) throws {
    let (job, request) = (assignment.job, assignment.request)
    if let refusal = assignment.refusal {
      var findings = refusal.findings.recorded(of: job)
      findings.optOuts = assignment.optOuts
      return try desk.done(assignment, findings)
    }
    desk.observers.send(ofAddress: { .started(job, request) })
    loop.start(assignment)
  }

  private func earlier(_ left: MonotonicTime?, _ right: MonotonicTime?) -> MonotonicTime? {
    guard let left, let right else { return left ?? right }
    return min(left, right)
  }
}
