import Addressing
import CrawlModel

/// The request that cookies come from or go to.
struct CookieSituation {
  let target: WebAddress
  /// The page that caused the request; `nil` if the user or the crawl itself did.
  let initiator: WebAddress?
  /// Whether a browser would show the response as a page of its own.
  let isNavigation: Bool

  init(_ job: Job, _ request: Request) {
    target = request.target
    initiator = job.isProbe ? nil : job.parent
    isNavigation =
      switch job.kind {
      case .page: job.via?.role != .frame
      case .feed, .sitemap: true
      case .stylesheet, .image, .manifest, .robots, .optOuts: false
      }
  }

  init(target: WebAddress, initiator: WebAddress? = nil, isNavigation: Bool = false) {
    self.target = target
    self.initiator = initiator
    self.isNavigation = isNavigation
  }

  /// Whether the page that caused the request belongs to the same site as its target (RFC 6265bis
  /// §5.2; HTML standard, "same site").
  var isSameSite: Bool {
    guard let initiator else { return true }
    if initiator.isSameOrigin(as: target) { return true }
    guard initiator.scheme == target.scheme else { return false }
    if initiator.host == target.host { return true }
    guard let domain = target.registrableDomain else { return false }
    return domain == initiator.registrableDomain
  }

  /// Whether cookies of this kind may be set by the response (§5.7, step 17) and sent with the
  /// request (§5.8.3, step 1).
  func allows(_ rule: Cookie.SameSite, isSameSite: @autoclosure () -> Bool, sending: Bool) -> Bool {
    switch rule {
    case .none: true
    case .lax, .unstated: isNavigation || isSameSite()
    case .strict: (isNavigation && !sending) || isSameSite()
    }
  }
}
