public import CrawlModel

extension Fetched {
  /// What the transfer shows about the server; `nil` if it shows nothing.
  ///
  /// A pause that the server asks for is ignored if it is longer than the rule allows.
  public func sign(_ retries: RetryRule) -> ServerSign? {
    guard var sign = server, let reaction = reaction(retries) else { return nil }
    sign.reaction = reaction
    sign.detail = detail
    return sign
  }

  private func reaction(_ retries: RetryRule) -> ServerSign.Reaction? {
    guard case .fault(let fault) = result else { return .answered }
    if fault.shortage != nil { return nil }
    if fault.isPassing, fault.suggestsOverload(status: head.status) {
      return .overloaded(asking: retries.rest(after: fault))
    }
    switch fault.reason {
    // A certificate that is not trusted and a name that does not exist say nothing of the server.
    case .dns: return fault.isPassing ? .unanswered(.unresolved) : nil
    case .connect, .tls: return fault.isPassing ? .unanswered(.unreachable) : nil
    case .reset: return .unanswered(.brokenOff)
    case .timeout: return .unanswered(.timedOut)
    case .internal: return nil
    default: return fault.isPassing ? .faltered : .answered
    }
  }
}

extension Fetched.Fault {
  /// Whether the server signals overload: with 429 or 503 (RFC 6585 §4, RFC 9110 §15.6.4), or any
  /// other failure with a `Retry-After`.
  fileprivate func suggestsOverload(status: Int) -> Bool {
    status == 429 || status == 503 || retryAfter.map { $0 > .zero } == true
  }
}
