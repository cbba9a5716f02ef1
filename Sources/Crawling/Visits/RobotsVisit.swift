import Addressing
import CrawlModel
import Fetching
import Robots
import Scheduling
import Scoping

/// Turns the response to a request for robots.txt into a signal for the frontier (RFC 9309 §2.3.1).
struct RobotsVisit: Sendable {
  /// The product token that rules are matched against.
  static let agent = MagpieVersion.productToken
  /// The maximum number of redirects followed (§2.3.1.2).
  static let redirects = 5

  private let scope: Scope
  private let sitemapOrigins: Set<Origin>
  private let isObeyed: Bool
  /// Where the rules of all origins are kept.
  let shelf: RuleShelf

  /// - Parameters:
  ///   - scope: judges the sitemaps.
  ///   - origins: the origins whose sitemaps are wanted.
  ///   - isObeyed: whether the frontier waits for the rules; if not, only sitemaps are read.
  ///   - shelf: where the rules of all origins are kept.
  init(
    scope: Scope, sitemapsOf origins: Set<Origin>, isObeyed: Bool, keptIn shelf: RuleShelf
  ) {
    self.shelf = shelf
    self.scope = scope
    sitemapOrigins = origins
    self.isObeyed = isObeyed
  }

  /// Decides what follows a request.
  func step(
    after fetched: Fetched, _ retries: RetryRule, _ cookies: CookieStore?
  ) -> Visit.Step {
    if let again = Self.nextRequest(after: fetched, retries, cookies) { return again }
    let (result, sitemaps) = result(of: fetched)
    guard isObeyed else {
      var findings = Findings(outcome: .aside, response: fetched.response, discoveries: sitemaps)
      findings.policy = PolicyAnswer(fetched)
      return .done(findings)
    }
    return .report(.robots(result, naming: sitemaps), PolicyAnswer(fetched))
  }

  private func result(of fetched: Fetched) -> (RobotsResult, sitemaps: [Discovery]) {
    switch fetched.result {
    case .document(let content):
      let rules =
        (try? content.withSpan { RobotsReader.read($0, for: Self.agent) }) ?? .allowingAll
      let kept = isObeyed ? shelf.keep(rules.withoutSitemaps) : .allowingAll
      return (.rules(kept), sitemaps(rules, of: fetched))
    case .fault(let fault): return (Self.result(after: fault, fetched), [])
    case .redirect, .image, .unchanged, .refusedCondition, .skipped, .otherKind, .unwritten:
      // The content is not a robots.txt; §2.2 ignores what cannot be parsed.
      return (.rules(.allowingAll), [])
    }
  }

  /// Returns the next request for a file for crawlers, after a redirect or a temporary failure;
  /// `nil` if the response is final.
  static func nextRequest(
    after fetched: Fetched, _ retries: RetryRule, _ cookies: CookieStore?
  ) -> Visit.Step? {
    let request = fetched.request
    switch fetched.result {
    case .redirect(let location):
      guard request.hops < redirects else { return nil }
      switch RedirectRule.step(from: fetched.job, request, to: location, with: cookies) {
      case .stop: return nil
      case .follow(let target), .repeat(let target):
        return .again(request.redirected(to: target), after: .zero, .redirect)
      }
    case .fault(let fault):
      guard let pause = retries.pause(after: fault, attempts: request.attempts) else {
        return nil
      }
      return .again(request.repeated, after: pause, .fault(fault.reason))
    case .document, .image, .unchanged, .refusedCondition, .skipped, .otherKind, .unwritten:
      return nil
    }
  }

  /// Returns the robots result after a failure: a missing robots.txt allows everything (§2.3.1.3),
  /// an unreachable one nothing (§2.3.1.4).
  ///
  /// 429 is treated like a 5xx, since it does not mean that there are no rules; Google documents
  /// the same.
  private static func result(after fault: Fetched.Fault, _ fetched: Fetched) -> RobotsResult {
    let address = fetched.job.address
    let status = fetched.head.status
    switch status {
    case 429, 500...599:
      return .unreachable(
        Refusal(
          .skipped(.robots),
          note: "\(address) answered \(status); until it can be read, nothing is allowed"))
    case 400...499: return .rules(.allowingAll)
    default:
      return .unreachable(Refusal(.failed(fault.reason), note: note(on: fault, at: address)))
    }
  }

  /// Why nothing at an origin is requested whose robots.txt cannot be fetched.
  private static func note(on fault: Fetched.Fault, at address: WebAddress) -> String {
    let note = "\(address) could not be fetched, so nothing else was requested"
    guard let detail = fault.detail else { return note }
    switch fault.reason {
    // These have nothing to do with the file.
    case .dns, .connect, .tls: return detail
    default: return "\(note): \(detail)"
    }
  }

  private func sitemaps(_ rules: RobotsRules, of fetched: Fetched) -> [Discovery] {
    guard sitemapOrigins.contains(fetched.job.address.origin) else { return [] }
    return rules.sitemaps.compactMap { reference in
      guard let sitemap = try? WebAddress(reference, relativeTo: fetched.request.target) else {
        return nil
      }
      let link = Link(kind: .sitemap, address: sitemap, via: Via("robots[sitemap]", .list))
      return Discovery(link: link, verdict: scope.verdict(on: link, foundBy: fetched.job))
    }
  }
}
