/// What a frontier needs to know about a job that it has handed out.
///
/// Opaque: only a frontier makes one or reads it. A worker receives it in an ``Assignment`` and
/// returns it in the same assignment.
public struct Ticket: Sendable, Hashable {
  /// The number of the job's record; `nil` for a request without one, such as a robots.txt that the
  /// frontier requests itself.
  package var record: RecordNumber?
  /// Its position in the order of its origin's jobs.
  package var turn: Int
  /// The number of the origin whose transfer slot it occupies; `nil` if it occupies none.
  package var place: Int?
  /// The number of its transfer there, in the order of their starts.
  package var start = 0
  /// Whether the next request there waits until this one is sent, because a delay applies.
  package var isPaced = false

  package init(record: RecordNumber? = nil, turn: Int = 0, place: Int? = nil) {
    self.record = record
    self.turn = turn
    self.place = place
  }
}
