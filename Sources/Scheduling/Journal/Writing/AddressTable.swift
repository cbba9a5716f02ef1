import Addressing
import CrawlModel
import GRDB
import Statements

/// Writes addresses, and why an address was left out.
struct AddressTable {
  private static let insertion = """
    INSERT INTO address
      (id, fingerprint, url, kind, origin, depth, hops, parent, via, via_role, referrer_policy,
        left_out, run)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    """

  private static let admission = """
    UPDATE address
    SET left_out = NULL, kind = ?, depth = ?, hops = ?, parent = ?, via = ?, via_role = ?,
      referrer_policy = ?
    WHERE id = ?
    """

  private static let noteInsertion = """
    INSERT INTO left_out_note (address, trap_rule, trap_evidence) VALUES (?, ?, ?)
    """

  private static let omission = "UPDATE address SET left_out = ? WHERE id = ?"

  private let run: Int
  private let insertAddress: LazyStatement
  private let admitAddress: LazyStatement
  private let leaveOutAddress: LazyStatement
  private let insertNote: LazyStatement

  init(_ db: Database, run: Int) {
    self.run = run
    insertAddress = LazyStatement(db, Self.insertion)
    admitAddress = LazyStatement(db, Self.admission)
    leaveOutAddress = LazyStatement(db, Self.omission)
    insertNote = LazyStatement(db, Self.noteInsertion)
  }

  /// Inserts a new address.
  func insert(_ address: NewAddress) throws {
    try insertAddress.run { row in
      row.add(address.number)
      row.add(Int(Int64(bitPattern: address.fingerprint)))
      row.add(address.key.text)
      row.add(JournalWords.word(address.kind))
      row.add(address.lane.originRow)
      row.add(address.depth)
      row.add(address.hops)
      row.add(address.parent)
      row.add(address.via?.text)
      row.add(address.via?.role.rawValue)
      row.add(address.referrerPolicy?.rawValue)
      row.add(address.leftOut?.rawValue)
      row.add(run)
    }
  }

  /// Inserts the trap because of which an address was left out.
  func insert(_ trap: Trap, of number: RecordNumber) throws {
    try insertNote.run { row in
      row.add(number)
      row.add(trap.rule.rawValue)
      row.add(trap.evidence)
    }
  }

  /// Updates an address that had been left out and is now put.
  func admit(_ address: NewAddress) throws {
    try admitAddress.run { row in
      row.add(JournalWords.word(address.kind))
      row.add(address.depth)
      row.add(address.hops)
      row.add(address.parent)
      row.add(address.via?.text)
      row.add(address.via?.role.rawValue)
      row.add(address.referrerPolicy?.rawValue)
      row.add(address.number)
    }
  }

  /// Updates an address that had been put and is now left out.
  func leaveOut(_ number: RecordNumber, as reason: SkipReason) throws {
    try leaveOutAddress.run { row in
      row.add(reason.rawValue)
      row.add(number)
    }
  }
}
