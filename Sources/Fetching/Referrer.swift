import Addressing
import CrawlModel

/// The `Referer` header as browsers send it (W3C Referrer Policy, §8.3).
///
/// Many image hosts refuse requests without it, to prevent embedding by other sites, and pages that
/// know of a host that refuses requests with it ask for none.
enum Referrer {
  /// The maximum length of an address; of a longer one only the origin is sent (§8.4).
  static let maximumLength = 4096

  /// The value to send with a request for a job; `nil` for none.
  static func text(for job: Job, _ request: Request) -> String? {
    guard let page = job.parent else { return nil }
    let target = request.target
    let isDowngrade = page.scheme == .https && target.scheme == .http
    let isSameOrigin = page.isSameOrigin(as: target)
    var origin: String { page.origin.description + "/" }
    let whole = page.text.utf8.count > maximumLength ? origin : page.text
    switch job.referrerPolicy ?? .standard {
    case .noReferrer: return nil
    case .unsafeURL: return whole
    case .origin: return origin
    case .strictOrigin: return isDowngrade ? nil : origin
    case .sameOrigin: return isSameOrigin ? whole : nil
    case .originWhenCrossOrigin: return isSameOrigin ? whole : origin
    case .noReferrerWhenDowngrade: return isDowngrade ? nil : whole
    case .strictOriginWhenCrossOrigin:
      return isSameOrigin ? whole : isDowngrade ? nil : origin
    }
  }
}
