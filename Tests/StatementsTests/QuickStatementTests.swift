import GRDB
import Statements
import Testing

/// Statements that hand their values to SQLite as they are.
struct QuickStatementTests {
  private func database() throws -> DatabaseQueue {
    let queue = try DatabaseQueue()
    try queue.write { db in
      try db.execute(sql: "CREATE TABLE t (id INTEGER PRIMARY KEY, n INTEGER, w TEXT UNIQUE)")
    }
    return queue
  }

  @Test(arguments: ["", "a", "zwölf Boxkämpfer 🐦", String(repeating: "x", count: 100_000)])
  func `what goes in comes out`(text: String) throws {
    try database().write { db in
      let insert = try QuickStatement(db, "INSERT INTO t (n, w) VALUES (?, ?)")
      for number in [0, -1, .max, .min] as [Int] {
        try insert.run { row in
          row.add(number)
          row.add("\(number)\(text)")
        }
      }
      let rows = try Row.fetchAll(db, sql: "SELECT n, w FROM t ORDER BY id")
      #expect(rows.map { $0[0] as Int } == [0, -1, .max, .min])
      #expect(rows.map { $0[1] as String } == [0, -1, Int.max, Int.min].map { "\($0)\(text)" })
    }
  }

  @Test func `nothing is null, and an empty text is not nothing`() throws {
    try database().write { db in
      let insert = try QuickStatement(db, "INSERT INTO t (n, w) VALUES (?, ?)")
      try insert.run { row in
        row.add(nil as Int?)
        row.add("")
      }
      try insert.run { row in
        row.add(1 as Int?)
        row.add(nil as String?)
      }
      let rows = try Row.fetchAll(db, sql: "SELECT n, w FROM t ORDER BY id")
      #expect(rows.map { $0[0] as Int? } == [nil, 1])
      #expect(rows.map { $0[1] as String? } == ["", nil])
    }
  }

  @Test func `the first column of the first row is the answer`() throws {
    try database().write { db in
      let insert = try QuickStatement(db, "INSERT INTO t (n, w) VALUES (7, ?) RETURNING id")
      #expect(try insert.run { $0.add("a") } == 1)
      #expect(try insert.run { $0.add("b") } == 2)
      let select = try QuickStatement(db, "SELECT id FROM t WHERE w = ?")
      #expect(try select.run { $0.add("b") } == 2)
      #expect(try select.run { $0.add("c") } == nil)
    }
  }

  @Test func `what SQLite refuses is told with its code, and the statement can be used again`()
    throws
  {
    try database().write { db in
      let insert = try QuickStatement(db, "INSERT INTO t (n, w) VALUES (1, ?)")
      try insert.run { $0.add("a") }
      let error = #expect(throws: DatabaseError.self) { try insert.run { $0.add("a") } }
      #expect(error?.resultCode == .SQLITE_CONSTRAINT)
      try insert.run { $0.add("b") }
      #expect(try Int.fetchOne(db, sql: "SELECT count(*) FROM t") == 2)
    }
  }
}
