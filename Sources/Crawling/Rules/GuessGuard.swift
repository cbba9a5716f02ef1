import CrawlModel
import Scoping
import Threads

/// Limits the guesses of a run, for all its workers; see `GuessWatch`.
final class GuessGuard: Sendable {
  private let watch = Monitor(GuessWatch())

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

  /// Returns why a guess is not worth a request any more; `nil` if it is, and for every other job.
  func refusal(of job: Job, _ request: Request) -> Refusal? {
    // What was requested before is requested to its end.
    guard request.attempts == 0, request.hops == job.hops, request.earlier?.wasTaken != true,
      let guess = Guess(job)
    else { return nil }
    return watch.withLock { $0.refusal(of: guess) }
  }
}
