import GRDB
import Statements
import Testing

/// Statements that pass their values to SQLite directly.
struct QuickStatementTests {
  private func database() throws -> DatabaseQueue {
    let queue = try DatabaseQueue()
    try queue.write { db in
      try db.execute(sql: "CREATE TABLE t (id INTEGER PRIMARY KEY, n INTEGER, w TEXT UNIQUE)")
    }
    return queue
  }

  @Test(arguments: ["", "a", "zwölf Boxkämpfer 🐦", String(repeating: "x", count: 100_000)])
  func `a value is stored and read back`(text: String) throws {
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

  @Test func `nil is NULL, and an empty text is not`() throws {
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

  @Test func `the first column of the first row is the result`() throws {
    try database().write { db in
      let insert = try QuickStatement(db, "INSERT INTO t (n, w) VALUES (7, ?) RETURNING id")
      #expect(try insert.run { $0.add("a") } == 1)
      #expect(try insert.run { $0.add("b") } == 2)
      let select = try QuickStatement(db, "SELECT id FROM t WHERE w = ?")
      #expect(try select.run { $0.add("b") } == 2)
      #expect(try select.run { $0.add("c") } == nil)
    }
  }

  @Test func `an error of SQLite has its code, and the statement can be used again`()
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

  @Test(arguments: [0, 1, 3])
  func `there must be a value for each parameter`(count: Int) throws {
    try database().write { db in
      let insert = try QuickStatement(db, "INSERT INTO t (n, w) VALUES (?, ?)")
      let error = #expect(throws: DatabaseError.self) {
        try insert.run { row in
          for number in 0..<count { row.add(number) }
        }
      }
      #expect(error?.resultCode == .SQLITE_RANGE)
      #expect(error?.message == "\(count) values for 2 parameters")
      #expect(try Int.fetchOne(db, sql: "SELECT count(*) FROM t") == 0)
      try insert.run { row in
        row.add(1)
        row.addNull()
      }
    }
  }

  @Test func `a statement is not given new values while its rows are read`() throws {
    try database().write { db in
      let select = try QuickStatement(db, "SELECT ? UNION ALL SELECT 2")
      let error = #expect(throws: DatabaseError.self) {
        try select.forEachRow {
          $0.add(1)
        } _: { _ in
          try select.run { $0.add(3) }
        }
      }
      #expect(error?.resultCode == .SQLITE_MISUSE)
      #expect(try select.run { $0.add(4) } == 4)
    }
  }

  @Test func `numbers with a fraction are kept`() throws {
    try database().write { db in
      try db.execute(sql: "CREATE TABLE r (x REAL)")
      let insert = try QuickStatement(db, "INSERT INTO r (x) VALUES (?)")
      for number in [0.25, nil, -1e300] { try insert.run { $0.add(real: number) } }
      #expect(
        try Double?.fetchAll(db, sql: "SELECT x FROM r ORDER BY rowid") == [0.25, nil, -1e300])
    }
  }
}

/// Rows that are read column by column.
struct ColumnTests {
  @Test func `integers, texts and NULL are distinguished`() throws {
    try DatabaseQueue().write { db in
      var numbers: [Int?] = []
      var texts: [String?] = []
      let select = try QuickStatement(
        db,
        "SELECT n, w FROM (SELECT 1 AS i, 0 AS n, '' AS w UNION SELECT 2, NULL, NULL "
          + "UNION SELECT 3, -5, 'zwölf 🐦' UNION SELECT 4, 7, 'x') WHERE i >= ? ORDER BY i")
      try select.forEachRow {
        $0.add(1)
      } _: { row in
        numbers.append(row.number(0))
        texts.append(row.text(1))
        #expect(row.isNull(0) == (numbers.last == .some(nil)))
        #expect(row.withText(1) { $0.count } == row.text(1)?.utf8.count)
      }
      #expect(numbers == [0, nil, -5, 7])
      #expect(texts == ["", nil, "zwölf 🐦", "x"])
    }
  }

  @Test func `a statement with unread rows can be used again`() throws {
    struct Enough: Error {}
    try DatabaseQueue().write { db in
      let select = try QuickStatement(db, "SELECT ? UNION ALL SELECT 2")
      #expect(throws: Enough.self) {
        try select.forEachRow {
          $0.add(1)
        } _: { _ in
          throw Enough()
        }
      }
      var seen: [Int?] = []
      try select.forEachRow {
        $0.add(9)
      } _: { row in
        seen.append(row.number(0))
      }
      #expect(seen == [9, 2])
    }
  }

  @Test func `what is damaged is told, however long it is`() {
    let text = String(repeating: "é", count: 1_000_000)
    #expect(DatabaseError.damage("the file x").message == "the file x")
    #expect(DatabaseError.damage(text).message == String(repeating: "é", count: 150) + "…")
  }
}
