import Addressing
import CrawlModel
import Curl
import TestSupport
import Testing
import Threads

@testable import Fetching
@testable import Scheduling

/// Something that goes wrong with a request, and what it must lead to.
struct Trouble: CustomTestStringConvertible, Sendable {
  /// What goes wrong.
  enum Cause: Sendable {
    /// The server answers like this.
    case server([Behaviour])
    /// Nobody listens.
    case refused
    /// The system knows no way to the network of the server.
    case unreachable
    /// The server answers the first message of TLS with these bytes.
    case handshake([UInt8])
    /// The name does not resolve, and the name service gives this answer when it is asked why.
    case name(NameService.Answer)
    /// The process has too many files open.
    case descriptors
  }

  /// What follows for the job and for its origin.
  enum Reaction: Sendable {
    /// There is no trouble.
    case none
    /// The job has failed for good.
    case final
    /// The job uses one of its retries; the origin goes on.
    case retry
    /// The job uses one of its retries; the origin rests.
    case retryAfterRest
    /// The job keeps its retries, and waits until the origin has rested.
    case wait
    /// The job is put back as it was; the origin is not at fault.
    case putBack
  }

  let name: String
  let cause: Cause
  /// What it is told as; `nil` if nothing is wrong.
  let reason: FailureReason?
  /// What follows at an origin that has not answered before.
  let atFirst: Reaction
  /// What follows at an origin that has.
  let afterAnswers: Reaction

  init(
    _ name: String, _ cause: Cause, _ reason: FailureReason?, atFirst: Reaction,
    afterAnswers: Reaction? = nil
  ) {
    self.name = name
    self.cause = cause
    self.reason = reason
    self.atFirst = atFirst
    self.afterAnswers = afterAnswers ?? atFirst
  }

  var testDescription: String { name }
}

extension Fetched {
  /// What follows from the transfer at an origin.
  func reaction(hasAnswered: Bool) throws -> Trouble.Reaction {
    var order = PoliteOrder(Politeness(transfersPerOrigin: 4))
    func handOut(_ job: Job) throws -> Assignment {
      order.enqueue(Assignment(job), at: order.index(of: job.address.origin))
      guard case .item(let assignment) = order.next(for: .anybody, at: .now) else {
        throw Fetcher.Missing()
      }
      return assignment
    }
    if hasAnswered {
      // Before this request was sent.
      order.released(try handOut(job), ServerSign(), at: MonotonicTime(nanoseconds: 1))
    }
    let rule = RetryRule()
    let ending = order.released(try handOut(job), sign(rule), at: .now)
    guard case .fault(let fault) = result else { return .none }
    if fault.shortage != nil { return .putBack }
    if ending.excuse != nil { return .wait }
    guard rule.pause(after: fault, attempts: 0) != nil else { return .final }
    return ending.rest == nil ? .retry : .retryAfterRest
  }
}
