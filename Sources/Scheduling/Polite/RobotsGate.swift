import Addressing
import Bytes
import CrawlModel
import Files
import Robots
import Threads

/// The gate of an origin: nothing passes before its robots.txt is known.
///
/// robots.txt is simply the first path of an origin, as in BUbiNG: it is requested when a job waits
/// there, within the same limits as everything else.
enum RobotsGate: Sendable {
  /// robots.txt is not obeyed.
  case unguarded
  /// The first request must be made.
  case unasked
  /// This request must come first, and not before the given time.
  indirect case needed(Assignment, notBefore: MonotonicTime)
  /// The request is handed out.
  case asked
  /// The result is known since the given time.
  case known(RobotsResult, since: MonotonicTime)

  /// How long a robots.txt is valid (RFC 9309 §2.4).
  static let lifetime: Duration = .seconds(86_400)

  /// The maximum length of a line in a note, in bytes.
  static let longestLine = 200

  /// The first request for the robots.txt of an origin.
  static func request(for origin: Origin) -> Assignment? {
    guard let address = try? WebAddress("\(origin)/robots.txt") else { return nil }
    // Sitemap entries have depth 1, as if the seed linked to them.
    return Assignment(Job(address: address, kind: .robots, depth: 1))
  }

  /// Why a request must not be made; `nil` if it is allowed.
  func refusal(of request: Request) -> Refusal? {
    guard case .known(let result, _) = self else { return nil }
    switch result {
    case .unreachable(let refusal): return refusal
    case .rules(let kept):
      let rules: RobotsRules
      do throws(FileError) {
        rules = try kept.rules()
      } catch {
        return Self.unreadable(error)
      }
      // Later hops of an image are checked at the origin they lead to.
      let verdict = rules.verdict(for: request.target.pathAndQuery)
      guard !verdict.isAllowed else { return nil }
      // Each address that the line forbids has it, and its number is enough to find it.
      let rule = verdict.rule.map {
        "line \($0.line) of robots.txt: \($0.text.cut(to: Self.longestLine))"
      }
      return Refusal(
        .skipped(.robots),
        note:
          rule ?? "robots.txt has too many wildcards for an address of this length")
    }
  }

  /// Why a request must not be made if what was kept of robots.txt or an opt-out file cannot be read.
  static func unreadable(_ error: FileError) -> Refusal {
    Refusal(.failed(.disk), note: error.description)
  }

  /// Whether no request for the robots.txt is needed or made.
  var isAtRest: Bool {
    switch self {
    case .unguarded, .unasked, .known: true
    case .needed, .asked: false
    }
  }

  /// Whether it refuses everything, because its robots.txt could not be fetched.
  var isClosed: Bool {
    if case .known(.unreachable, _) = self { true } else { false }
  }

  /// The crawl delay that robots.txt asks for.
  var crawlDelay: Duration? {
    guard case .known(.rules(let rules), _) = self else { return nil }
    return rules.crawlDelay
  }
}
