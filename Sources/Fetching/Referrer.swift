import Addressing
import CrawlModel

/// The `Referer` header as browsers send it by default: the policy
/// `strict-origin-when-cross-origin` of the Referrer Policy standard, §3.
///
/// Many image hosts refuse requests without it, to prevent embedding by other sites.
enum Referrer {
  /// The value to send with a request for a job; `nil` for none.
  static func text(for job: Job, _ request: Request) -> String? {
    guard let page = job.parent else { return nil }
    if page.isSameOrigin(as: request.target) { return page.text }
    if page.scheme == .https, request.target.scheme == .http { return nil }
    return page.origin.description + "/"
  }
}
