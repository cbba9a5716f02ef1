/// What a frontier must know of a job that it has handed out.
///
/// Opaque: only a frontier makes one or looks inside. A worker gets it in an ``Assignment`` and gives
/// it back in the same.
public struct Ticket: Sendable, Hashable {
  /// The number of the job's record; `nil` for a request that has none, such as that of a robots.txt
  /// on the frontier's own account.
  package var record: Int?
  /// Its position in the order of its lane.
  package var turn: Int
  /// The number of the origin whose place in the polite order it takes; `nil` when it takes none.
  package var place: Int?

  package init(record: Int? = nil, turn: Int = 0, place: Int? = nil) {
    self.record = record
    self.turn = turn
    self.place = place
  }
}
