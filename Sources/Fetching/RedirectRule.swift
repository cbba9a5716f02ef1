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

  /// Judges a redirect of `job` to `location` as it stands in the header.
  public static func step(from job: Job, to location: String?) -> Step {
    guard let location, !location.isEmpty,
      let target = try? WebAddress(location, relativeTo: job.target)
    else { return .stop(.badRedirect) }
    if target == job.target || target == job.address { return .stop(.redirectLoop) }
    guard job.hops < Redirects.followed else { return .stop(.tooManyRedirects) }
    return .follow(target)
  }
}
