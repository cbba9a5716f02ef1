import Bytes

/// Why a job that is already in the frontier must not be fetched, such as a robots.txt that was not
/// known when the job was queued.
public struct Refusal: Sendable, Hashable {
  /// The reason for the skip.
  public var reason: Reason
  /// The exact reason as readable text; `nil` if `trap` gives it.
  public var note: String?
  /// The crawler trap that the address belongs to.
  public var trap: Trap?

  /// The maximum length of a note in bytes: a line of robots.txt may have thousands, and each
  /// address that it forbids has the note.
  package static let longestNote = 1024

  /// Makes a refusal from its parts; a long note is cut.
  public init(_ reason: Reason, note: String? = nil, trap: Trap? = nil) {
    self.reason = reason
    self.note = note?.cut(to: Self.longestNote)
    self.trap = trap
  }

  /// The refusal as findings of the job.
  public var findings: Findings {
    switch reason {
    case .skipped(let reason): Findings(outcome: .skipped(reason), note: note, trap: trap)
    case .failed(let reason): Findings(outcome: .failed(reason), note: note, trap: trap)
    }
  }
}
