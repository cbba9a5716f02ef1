import CrawlModel
import Threads

/// What the next owner of an origin must know to be as polite there as this one.
///
/// The time of the next start is told beside it, since it is that of another clock.
struct OriginStanding: Hashable, Sendable {
  /// The minimum time between two requests.
  var delay: Duration
  /// The state of the back-off.
  var backoff: Backoff.State
  /// When a rest ends; only to notice that it has changed.
  private var restsUntil: MonotonicTime

  /// Makes the standing of an origin.
  init(_ queue: OriginQueue) {
    delay = queue.delay
    backoff = queue.backoff.state
    restsUntil = queue.restsUntil
  }

  /// The standing as one word; the script reads the first number, the delay in milliseconds.
  var text: String {
    let delay = (delay.wholeNanoseconds + 999_999) / 1_000_000
    let window = backoff.window.map { String(Int(($0 * 1_000).rounded())) } ?? "-"
    return "\(delay) \(window) \(backoff.rests) \(backoff.isAway ? 1 : 0) "
      + "\(backoff.isOverloaded ? 1 : 0)"
  }

  /// Reads a standing; `nil` if the text is none.
  init?(_ text: String) {
    let fields = text.split(separator: " ")
    guard fields.count == 5, let delay = Int64(fields[0]), (0...86_400_000).contains(delay),
      let rests = Int(fields[2]), (0...1_000).contains(rests)
    else { return nil }
    self.delay = .milliseconds(delay)
    backoff = Backoff.State(
      window: Int(fields[1]).map { Double(min(max($0, 1_000), 1_000_000)) / 1_000 }, rests: rests,
      isAway: fields[3] == "1", isOverloaded: fields[4] == "1")
    restsUntil = .distantPast
  }
}
