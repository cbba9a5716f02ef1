/// Why a job must not be fetched although it is in the frontier: the site's robots.txt, which was
/// not known when the job was put.
public struct Refusal: Sendable, Hashable {
  /// What the job ends with.
  public var reason: Reason
  /// What exactly says so, for whoever asks.
  public var note: String

  /// Makes a refusal from its parts.
  public init(_ reason: Reason, note: String) {
    self.reason = reason
    self.note = note
  }

  /// What the job ends with, as findings.
  public var findings: Findings {
    switch reason {
    case .skipped(let reason): Findings(outcome: .skipped(reason), note: note)
    case .failed(let reason): Findings(outcome: .failed(reason), note: note)
    }
  }
}
