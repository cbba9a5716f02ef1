/// Why a job must not be fetched although it is in the frontier: the site's robots.txt, which was
/// not known when the job was put.
public struct Refusal: Sendable, Hashable {
  /// What the job ends with.
  public var reason: Reason
  /// What exactly says so, for people; `nil` where `trap` says it.
  public var note: String?
  /// The crawler trap that the address belongs to.
  public var trap: Trap?

  /// Makes a refusal from its parts.
  public init(_ reason: Reason, note: String? = nil, trap: Trap? = nil) {
    self.reason = reason
    self.note = note
    self.trap = trap
  }

  /// What the job ends with, as findings.
  public var findings: Findings {
    switch reason {
    case .skipped(let reason): Findings(outcome: .skipped(reason), note: note, trap: trap)
    case .failed(let reason): Findings(outcome: .failed(reason), note: note, trap: trap)
    }
  }
}
