import CrawlModel
import Threads

/// How long an origin has given no good answer, and whether its queue should be given up.
///
/// A round is a transfer after a rest, or the first ones that failed at the same time; each is one
/// chance of the origin to answer.
struct Patience: Sendable {
  /// The number of rounds without an answer after which an origin is given up whose rounds each took
  /// the whole time limit, or that never answered.
  static let rounds = 5
  /// The time without an answer before which no origin is given up that has answered.
  static let least: Duration = .seconds(30)

  /// How long an origin may be without a good answer.
  let limit: Duration
  /// The number of rounds after which an origin that never answered is given up.
  let firstRounds: Int
  /// Whether it has ever answered.
  private(set) var hasAnswered = false
  /// Whether it answered when it was last requested in this run; an answer that reports overload is
  /// one too.
  private(set) var isAnswering = false
  /// When it last answered.
  private(set) var lastAnswer = MonotonicTime.distantPast
  private var since: MonotonicTime?
  private var bad = 0
  private var timeouts = 0
  private var lastReaction = ServerSign.Reaction.answered
  private var lastDetail: String?

  /// - Parameters:
  ///   - limit: how long an origin may be without a good answer.
  ///   - retries: the number of retries of an address, all of which a first contact has.
  init(limit: Duration, retries: Int) {
    self.limit = limit
    firstRounds = max(Self.rounds, min(retries, 1_000) + 1)
  }

  /// Records a good answer in an earlier run.
  mutating func answeredBefore() { hasAnswered = true }

  /// Records a good answer.
  ///
  /// - Parameters:
  ///   - isContent: whether it was asked for what a crawl is for. A server may have an answer for
  ///     crawlers at hand, and none to anything else.
  ///   - now: when it came.
  mutating func answered(_ isContent: Bool = true, at now: MonotonicTime) {
    hasAnswered = true
    if isContent { isAnswering = true }
    lastAnswer = max(lastAnswer, now)
    since = nil
    bad = 0
    timeouts = 0
  }

  /// Whether the last request got no good answer.
  var isTried: Bool { bad > 0 }

  /// Records a round without a good answer, with what exactly went wrong.
  ///
  /// - Parameters:
  ///   - reaction: what went wrong.
  ///   - detail: the same in words; `nil` if there are none.
  ///   - isContent: whether it was asked for what a crawl is for.
  ///   - now: when the round ended.
  mutating func failed(
    _ reaction: ServerSign.Reaction, _ detail: String? = nil, isContent: Bool = true,
    at now: MonotonicTime
  ) {
    if case .overloaded = reaction {
      // An answer that reports overload is an answer too.
      hasAnswered = true
      if isContent { isAnswering = true }
    } else {
      isAnswering = false
    }
    since = since ?? now
    bad += 1
    timeouts = reaction == .unanswered(.timedOut) ? timeouts + 1 : 0
    lastReaction = reaction
    lastDetail = detail
  }

  /// Whether the patience with the origin was over at its last round.
  func isOver(at now: MonotonicTime) -> Bool {
    // One round may be a moment's trouble.
    guard let since, bad > 1 else { return false }
    let passed = now - since
    if passed >= limit { return true }
    guard case .unanswered = lastReaction else { return false }
    if !hasAnswered { return bad >= firstRounds }
    return timeouts >= Self.rounds && passed >= min(Self.least, limit)
  }

  /// Why the addresses that wait at the origin are given up.
  func refusal(of origin: String, at now: MonotonicTime) -> Refusal {
    let passed = Readable.duration(now - (since ?? now))
    let times = Readable.count(bad, "time", "times")
    guard case .unanswered(let silence) = lastReaction else {
      return Refusal(
        .failed(.overloaded),
        note: "\(origin) answered \(times) in a row that it is overloaded, for \(passed)")
    }
    let isUnresolved = silence == .unresolved && !hasAnswered
    let detail = lastDetail.map { " (\($0))" } ?? ""
    return Refusal(
      .failed(isUnresolved ? .dns : .unresponsive),
      note: "\(origin) gave no answer \(times) in a row, for \(passed): "
        + Self.words(silence) + detail)
  }

  private static func words(_ silence: ServerSign.Silence) -> String {
    switch silence {
    case .unresolved: "the name service was not available"
    case .unreachable: "no connection could be made"
    case .brokenOff: "the connection was broken off"
    case .timedOut: "nothing came within the time limit"
    }
  }
}
