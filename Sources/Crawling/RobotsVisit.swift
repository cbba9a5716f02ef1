import Addressing
import CrawlModel
import Fetching
import Robots
import Scheduling
import Scoping

/// Turns the answer to a request for robots.txt into what the frontier is told (RFC 9309 §2.3.1).
struct RobotsVisit: Sendable {
  /// The name under which the rules are looked for.
  static let agent = MagpieVersion.productToken
  /// How many redirects are followed (§2.3.1.2).
  static let redirects = 5

  private let scope: Scope
  private let sitemapOrigins: Set<Origin>
  private let isObeyed: Bool

  /// - Parameters:
  ///   - scope: judges the sitemaps.
  ///   - origins: the origins whose sitemaps are wanted.
  ///   - isObeyed: whether the frontier waits for the rules; if not, only sitemaps are looked for.
  init(scope: Scope, sitemapsOf origins: Set<Origin>, isObeyed: Bool) {
    self.scope = scope
    sitemapOrigins = origins
    self.isObeyed = isObeyed
  }

  /// Decides what is done after a request.
  func step(after fetched: Fetched, _ retries: RetryRule) -> Visit.Step {
    let step = gateStep(after: fetched, retries)
    if !isObeyed, case .admit(_, let findings) = step { return .done(findings) }
    return step
  }

  private func gateStep(after fetched: Fetched, _ retries: RetryRule) -> Visit.Step {
    if let again = Self.nextRequest(after: fetched, retries) { return again }
    switch fetched.result {
    case .document(let bytes):
      let rules = RobotsReader.read(bytes.span, for: Self.agent)
      return .admit(.rules(rules), sitemaps(rules, of: fetched))
    case .fault(let fault):
      return .admit(Self.standing(after: fault, fetched), nothing(fetched))
    case .redirect, .image, .unchanged, .skipped, .otherKind, .unwritten:
      // There is something, and it is no robots.txt: §2.2 leaves what cannot be read out.
      return .admit(.rules(.allowingAll), nothing(fetched))
    }
  }

  /// The request that goes on with one for a file for crawlers, where a redirect leads on or a fault
  /// may pass; `nil` when the answer is the last.
  static func nextRequest(after fetched: Fetched, _ retries: RetryRule) -> Visit.Step? {
    var successor = fetched.job
    switch fetched.result {
    case .redirect(let location):
      guard successor.hops < redirects,
        case .follow(let target) = RedirectRule.step(from: successor, to: location)
      else { return nil }
      successor.target = target
      successor.hops += 1
      successor.attempts = 0
      return .again(successor, after: .zero, fault: nil)
    case .fault(let fault):
      guard let pause = retries.pause(after: fault, attempts: successor.attempts) else {
        return nil
      }
      successor.attempts += 1
      return .again(successor, after: pause, fault: fault)
    case .document, .image, .unchanged, .skipped, .otherKind, .unwritten: return nil
    }
  }

  /// A robots.txt that is not there allows everything (§2.3.1.3); one that cannot be had, nothing
  /// (§2.3.1.4).
  private static func standing(
    after fault: Fetched.Fault, _ fetched: Fetched
  ) -> RobotsStanding {
    let address = fetched.job.address
    switch fetched.head.status {
    case 400...499: return .rules(.allowingAll)
    case 500...599:
      return .unreachable(
        Refusal(
          .skipped(.robots),
          note: "\(address) answered \(fetched.head.status); until it can be read, nothing is "
            + "allowed"))
    default:
      return .unreachable(
        Refusal(
          .failed(fault.reason), note: "\(address) could not be had, so nothing was asked for"))
    }
  }

  private func nothing(_ fetched: Fetched) -> Findings {
    Findings(outcome: .aside, response: fetched.response)
  }

  private func sitemaps(_ rules: RobotsRules, of fetched: Fetched) -> Findings {
    var findings = nothing(fetched)
    guard sitemapOrigins.contains(fetched.job.address.origin) else { return findings }
    for reference in rules.sitemaps {
      guard let sitemap = try? WebAddress(reference, relativeTo: fetched.job.target) else {
        continue
      }
      let link = Link(kind: .sitemap, address: sitemap, via: Via("robots[sitemap]", .list))
      findings.discoveries.append(
        Discovery(link: link, verdict: scope.verdict(on: link, foundBy: fetched.job)))
    }
    return findings
  }
}
