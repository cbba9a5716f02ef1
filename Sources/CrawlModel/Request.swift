public import Addressing

/// The next attempt at a job: its target and what happened before.
public struct Request: Sendable, Hashable {
  /// The address that is requested: that of the job, or where a redirect has led.
  public var target: WebAddress
  /// The number of redirects from the first address to `target`.
  public var hops: Int
  /// The number of failed requests of `target`.
  public var attempts: Int
  /// Whether an earlier failure counts as the server's and not as a failed request of `target`.
  public var wasExcused = false
  /// What an earlier run knows of the address, with its validators; `nil` if it was never fetched.
  public var earlier: EarlierVisit?
  /// What an attempt at `target` that broke off has left, to be continued; `nil` for none.
  public var leftover: Leftover?

  /// Makes the first request of a job.
  public init(_ job: Job, earlier: EarlierVisit? = nil) {
    target = job.address
    hops = job.hops
    attempts = 0
    self.earlier = earlier
  }

  /// The same request again, after it failed.
  public var repeated: Request {
    var next = self
    next.attempts += 1
    return next
  }

  /// The same request again, after a failure that was the server's.
  public var excused: Request {
    var next = self
    next.wasExcused = true
    return next
  }

  /// The request that follows a redirect to an address.
  public func redirected(to target: WebAddress) -> Request {
    var next = self
    next.target = target
    next.hops += 1
    next.attempts = 0
    next.wasExcused = false
    next.leftover = nil
    return next
  }

  /// The same request without validators and without a range, for an address that must be fetched
  /// in full.
  public var unconditional: Request {
    var next = self
    next.earlier = earlier?.withoutValidators
    next.leftover = nil
    return next
  }
}
