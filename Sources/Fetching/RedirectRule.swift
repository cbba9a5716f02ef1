public import Addressing
public import CrawlModel

/// Where a redirect leads, and whether it may be followed (RFC 9110 §15.4).
public enum RedirectRule {
  /// What is to be done about a redirect.
  public enum Step: Sendable, Hashable {
    /// Go there.
    case follow(WebAddress)
    /// Go no further.
    case stop(FailureReason)
  }

  /// Judges a redirect to `location`, as it stands in the header, that answered a request of `job`.
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
