import GRDB
import Statements

/// Writes the addresses still to be requested, in order.
struct WaitingTable {
  private static let insertion = """
    INSERT OR IGNORE INTO waiting (origin, lane, turn, address) VALUES (?, ?, ?, ?)
    """

  private static let deletion = """
    DELETE FROM waiting WHERE origin = ? AND lane = ? AND turn = ?
    """

  private let insertWaiting: LazyStatement
  private let deleteWaiting: LazyStatement

  init(_ db: Database) {
    insertWaiting = LazyStatement(db, Self.insertion)
    deleteWaiting = LazyStatement(db, Self.deletion)
  }

  /// Inserts an address into its lane.
  func insert(_ address: NewAddress) throws {
    try insertWaiting.run { row in
      row.add(address.lane.originRow)
      row.add(address.lane.lane)
      row.add(address.turn)
      row.add(address.number)
    }
  }

  /// Deletes an address that does not wait any more.
  func delete(_ lane: Lane.Key, turn: Int) throws {
    try deleteWaiting.run { row in
      row.add(lane.originRow)
      row.add(lane.lane)
      row.add(turn)
    }
  }
}
