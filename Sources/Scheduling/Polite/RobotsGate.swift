import Addressing
public import CrawlModel
public import Robots
import Threads

/// What came of asking an origin for its robots.txt (RFC 9309 §2.3.1).
public enum RobotsStanding: Sendable {
  /// It was read, or there is none, which allows everything.
  case rules(RobotsRules)
  /// It could not be had, so nothing may be fetched; this is what jobs end with.
  case unreachable(Refusal)
}

/// The gate of an origin: nothing passes before its robots.txt is known.
///
/// robots.txt is simply the first path of an origin, as in BUbiNG: it is asked for when something
/// waits there, within the same limits as all else.
enum RobotsGate: Sendable {
  /// robots.txt is not obeyed.
  case unguarded
  /// This job must come first, not before a time.
  case needed(Job, notBefore: MonotonicTime)
  /// The job is out.
  case asked
  /// It is known since a time.
  case known(RobotsStanding, since: MonotonicTime)

  /// How long a robots.txt holds (RFC 9309 §2.4).
  static let lifetime: Duration = .seconds(86_400)

  /// The job that asks for the robots.txt of an origin.
  static func job(for origin: Origin) -> Job? {
    guard let address = try? WebAddress("\(origin)/robots.txt") else { return nil }
    // What its sitemaps list is a link away from the seed, as if the seed linked to it.
    return Job(address: address, kind: .robots, depth: 1)
  }

  /// What keeps a job from being fetched; `nil` when nothing does.
  func refusal(of job: Job) -> Refusal? {
    guard case .known(let standing, _) = self else { return nil }
    switch standing {
    case .unreachable(let refusal): return refusal
    case .rules(let rules):
      // An image's later hops are judged where they lead.
      let verdict = rules.verdict(for: job.target.pathAndQuery)
      guard !verdict.isAllowed else { return nil }
      let rule = verdict.rule.map { "line \($0.line) of robots.txt: \($0.text)" }
      return Refusal(.skipped(.robots), note: rule ?? "robots.txt allows nothing")
    }
  }

  /// The delay between starts that it asks for.
  var crawlDelay: Duration? {
    guard case .known(.rules(let rules), _) = self else { return nil }
    return rules.crawlDelay
  }
}
