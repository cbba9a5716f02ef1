import CrawlModel
import Scheduling
import Scoping
import Threads

/// Limits the guesses of a run, for all its workers; see `GuessWatch`.
///
/// It also refuses the images that other folders have.
final class GuessGuard: Sendable {
  private let watch = Monitor(GuessWatch())
  private let known: KnownImages?

  /// Makes a guard that has seen nothing yet.
  init(known: KnownImages?) { self.known = known }

  /// Whether a link is worth a job; asked before its host is contacted at all.
  func allows(_ job: Job) -> Bool {
    guard let guess = Guess(job) else { return true }
    return watch.withLock { $0.admits(guess) }
  }

  /// Records the outcome of a job.
  func note(_ job: Job, _ outcome: Outcome) {
    guard let guess = Guess(job) else { return }
    watch.withLock { $0.note(guess, outcome) }
  }

  /// Returns rules that also refuse the guesses that are not worth a request any more.
  func added(to rules: QueueRules) -> QueueRules {
    let rules = known?.added(to: rules) ?? rules
    var all = rules
    all.objection = { [self] job, request in
      rules.objection?(job, request) ?? refusal(of: job, request)
    }
    return all
  }

  private func refusal(of job: Job, _ request: Request) -> Refusal? {
    // What was requested before is requested to its end.
    guard request.attempts == 0, request.hops == job.hops, request.earlier?.wasTaken != true,
      let guess = Guess(job)
    else { return nil }
    return watch.withLock { $0.refusal(of: guess) }
  }
}
