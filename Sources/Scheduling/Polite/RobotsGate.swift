import Addressing
import CrawlModel
import Robots
import Threads

/// The gate of an origin: nothing passes before its robots.txt is known.
///
/// robots.txt is simply the first path of an origin, as in BUbiNG: it is requested when something
/// waits there, within the same limits as everything else.
enum RobotsGate: Sendable {
  /// robots.txt is not obeyed.
  case unguarded
  /// This job must come first, not before a time.
  case needed(Assignment, notBefore: MonotonicTime)
  /// That job is handed out.
  case asked
  /// The result is known since a time.
  case known(RobotsResult, since: MonotonicTime)

  /// How long a robots.txt holds (RFC 9309 §2.4).
  static let lifetime: Duration = .seconds(86_400)

  /// The first request for the robots.txt of an origin.
  static func request(for origin: Origin) -> Assignment? {
    guard let address = try? WebAddress("\(origin)/robots.txt") else { return nil }
    // What its sitemaps list is a link away from the seed, as if the seed linked to it.
    return Assignment(Job(address: address, kind: .robots, depth: 1))
  }

  /// Why a request must not be made; `nil` when nothing is against it.
  func refusal(of request: Request) -> Refusal? {
    guard case .known(let result, _) = self else { return nil }
    switch result {
    case .unreachable(let refusal): return refusal
    case .rules(let rules):
      // An image's later hops are judged where they lead.
      let verdict = rules.verdict(for: request.target.pathAndQuery)
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
