import Addressing
import CrawlModel
import Threads

/// What the end of a transfer says about its origin.
extension OriginQueue {
  /// What follows from the end of a transfer.
  struct Ending {
    /// How long the job waits, if the origin failed and not the job; `nil` if the job is at fault,
    /// or nothing is.
    var excuse: Duration?
    /// The duration of a rest that begins.
    var rest: Duration?
  }

  /// Counts the end of a transfer, and what it shows about the origin.
  mutating func end(
    _ assignment: Assignment, _ sign: ServerSign?, at now: MonotonicTime, chance: Double
  ) -> Ending {
    precondition(inFlight > 0, "more transfers ended at \(origin) than were started")
    hasNewReceipt = true
    defer {
      inFlight -= 1
      note()
    }
    let isStrained = isStrained(after: assignment, sign)
    // An opt-out file that does not come says nothing, neither of the images nor of the origin.
    guard let sign, assignment.job.kind != .optOuts || sign.reaction == .answered else {
      backoff.ended()
      return Ending()
    }
    let isContent = !assignment.job.kind.isForCrawlers
    switch sign.reaction {
    case .answered:
      answered(isContent, at: now)
      if isStrained {
        backoff.slowed(inFlight: inFlight, limit: limit)
      } else {
        backoff.answered(limit: limit)
      }
      return Ending()
    case .faltered:
      answered(isContent, at: now)
      backoff.fault(inFlight: inFlight, limit: limit)
      return Ending()
    case .overloaded(let asked):
      return Ending(
        rest: rest(after: sign, isContent, asked: asked, at: now, chance: chance))
    case .unanswered(let silence):
      let isExcused = isExcused(assignment, silence)
      if silence.mayConcernAddress, let sentAt = sign.sentAt, patience.lastAnswer > sentAt {
        // The origin answers, only this address does not.
        backoff.fault(inFlight: inFlight, limit: limit)
        return Ending(excuse: isExcused ? backoff.firstRest : nil)
      }
      let rest = rest(after: sign, isContent, asked: nil, at: now, chance: chance)
      return Ending(excuse: isExcused ? max(.zero, restsUntil - now) : nil, rest: rest)
    }
  }

  private mutating func answered(_ isContent: Bool, at now: MonotonicTime) {
    patience.answered(isContent, at: now)
    isHopeless = false
  }

  /// Whether a job keeps all its retries, because it failed for a reason that is the origin's.
  private func isExcused(_ assignment: Assignment, _ silence: ServerSign.Silence) -> Bool {
    // A name service that is away says nothing of the origin, answered or not.
    guard patience.hasAnswered || silence == .unresolved else { return false }
    guard silence.mayConcernAddress else { return true }
    // Once for each address, since it may be at fault itself.
    return !assignment.request.wasExcused
  }

  /// Begins a rest; `nil` if the trouble was already known.
  private mutating func rest(
    after sign: ServerSign, _ isContent: Bool, asked: Duration?, at now: MonotonicTime,
    chance: Double
  ) -> Duration? {
    let isAway = if case .unanswered = sign.reaction { true } else { false }
    let wasProbing = backoff.isProbing
    guard
      let rest = backoff.rest(asked: asked, isAway: isAway, inFlight: inFlight, chance: chance)
    else { return nil }
    rests += 1
    // The job may be at fault, or all jobs that are new: they take turns. A job that hangs takes long
    // and comes second.
    probesFailedJob =
      wasProbing ? !probesFailedJob : sign.reaction == .unanswered(.brokenOff)
    self.rest(until: now + rest)
    patience.failed(sign.reaction, sign.detail, isContent: isContent, at: now)
    isHopeless = patience.isOver(at: now)
    return rest
  }

  /// Refuses everything that waits here, now and later.
  mutating func giveUp(at now: MonotonicTime) {
    givenUp = patience.refusal(of: origin.description, at: now)
  }

  /// Whether the responses show clearly that the origin responds slower than before, with the one
  /// of a transfer that has ended.
  private mutating func isStrained(after assignment: Assignment, _ sign: ServerSign?) -> Bool {
    let kind = assignment.job.kind
    var response: StartOrder.Response?
    if let sign, sign.reaction == .answered, let latency = sign.latency, !kind.isForCrawlers {
      response = StartOrder.Response(latency: latency, isImage: kind == .image)
    }
    starts.end(assignment.ticket.start, response)
    var result = false
    while let response = starts.next(limit: limit) {
      let isSlower =
        response.isImage
        ? imageLatency.isStrained(by: response.latency)
        : documentLatency.isStrained(by: response.latency)
      if isSlower { result = true }
    }
    return result
  }
}
