import Addressing
import CrawlModel
import Fetching
import Scoping

/// What happens to a job whose content is at another address, or of another kind.
extension Visit {
  /// Follows a redirect: a page becomes a job of its own, so that both addresses are known.
  func follow(_ location: String?, of fetched: Fetched) -> Step {
    let job = fetched.job
    let target: WebAddress
    switch RedirectRule.step(from: job, fetched.request, to: location, with: cookies) {
    case .stop(let reason):
      return .done(Findings(outcome: .failed(reason), response: fetched.response))
    case .repeat(let address) where scope.verdict(onRedirectOf: job, to: address).isFollowed:
      return .again(fetched.request.redirected(to: address), after: .zero, .redirect)
    case .follow(let address), .repeat(let address): target = address
    }
    let verdict = scope.verdict(onRedirectOf: job, to: target)
    if job.kind == .page {
      let link = Link(kind: .page, address: target, via: job.via ?? .redirect)
      var discoveries = [Discovery(link: link, verdict: verdict)]
      traps.screen(&discoveries, of: job, [UInt8]().span)
      return .done(
        Findings(
          outcome: .redirected(to: target), response: fetched.response, discoveries: discoveries))
    }
    if case .skip(let reason) = verdict {
      return .done(Findings(outcome: .skipped(reason), response: fetched.response))
    }
    return .again(fetched.request.redirected(to: target), after: .zero, .redirect)
  }

  /// Ends a job whose content is of another kind, with a job of that kind as its discovery.
  func handOver(to kind: Job.Kind, _ fetched: Fetched) -> Step {
    let job = fetched.job
    var via = job.via
    // What was expected to be an image is one.
    if kind == .image, let link = via, link.role == .fullSize { via = Via(link.text, .hyperlink) }
    let link = Link(kind: kind.linkKind, address: job.address, via: via ?? .seed)
    var verdict = scope.verdict(on: link, foundBy: job)
    if case .follow(let successor) = verdict {
      // The parent is the page with the link, not this address.
      verdict = .follow(
        Job(
          address: successor.address, kind: successor.kind, depth: successor.depth,
          parent: job.parent, via: via, referrerPolicy: job.referrerPolicy))
    }
    return .done(
      Findings(
        outcome: .skipped(kind == .image ? .isImage : .isPage), response: fetched.response,
        discoveries: [Discovery(link: link, verdict: verdict)]))
  }
}

extension Verdict {
  fileprivate var isFollowed: Bool {
    if case .follow = self { true } else { false }
  }
}
