public import Addressing
public import CrawlModel

/// The target of a redirect, and whether it may be followed (RFC 9110 §15.4).
public enum RedirectRule {
  /// What to do about a redirect.
  public enum Step: Sendable, Hashable {
    /// Follow it.
    case follow(WebAddress)
    /// Follow it as the same job, to an address that was requested before with other cookies.
    case `repeat`(WebAddress)
    /// Do not follow it.
    case stop(FailureReason)
  }

  /// Judges a redirect to the unparsed `location` of a response to a request of `job`.
  ///
  /// - Parameters:
  ///   - job: the job.
  ///   - request: its request.
  ///   - location: the unparsed target.
  ///   - cookies: decide whether an address deserves another request.
  /// - Returns: what to do.
  public static func step(
    from job: Job, _ request: Request, to location: String?, with cookies: CookieStore? = nil
  ) -> Step {
    guard let location, !location.isEmpty,
      let target = try? WebAddress(location, relativeTo: request.target)
    else { return .stop(.badRedirect) }
    let isRepeated = cookies?.mayRepeat(target, of: job, request) ?? false
    let isBack = target == request.target || target == job.address
    if isBack, !isRepeated { return .stop(.redirectLoop) }
    guard request.hops < Redirects.followed else { return .stop(.tooManyRedirects) }
    return isRepeated ? .repeat(target) : .follow(target)
  }
}
