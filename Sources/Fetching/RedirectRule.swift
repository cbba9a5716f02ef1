public import Addressing
public import CrawlModel

/// The target of a redirect, and whether it may be followed (RFC 9110 §15.4).
public enum RedirectRule {
  /// What to do about a redirect.
  public enum Step: Sendable, Hashable {
    /// Follow it.
    case follow(WebAddress)
    /// Do not follow it.
    case stop(FailureReason)
  }

  /// Judges a redirect to the unparsed `location` of a response to a request of `job`.
  public static func step(
    from job: Job, _ request: Request, to location: String?
  ) -> Step {
    guard let location, !location.isEmpty,
      let target = try? WebAddress(location, relativeTo: request.target)
    else { return .stop(.badRedirect) }
    if target == request.target || target == job.address { return .stop(.redirectLoop) }
    guard request.hops < Redirects.followed else { return .stop(.tooManyRedirects) }
    return .follow(target)
  }
}
