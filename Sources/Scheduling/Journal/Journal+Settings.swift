import GRDB
import Statements

/// Values that the journal stores under names.
extension Journal {
  /// Returns the value stored under a name.
  public func setting(_ name: String) throws(FrontierError) -> String? {
    try attempt("read") {
      try database.read { db in
        try db.text("SELECT value FROM setting WHERE name = ?") { $0.add(name) }
      }
    }
  }

  /// Returns the values stored under names with this prefix, by the rest of the name.
  public func settings(_ prefix: String) throws(FrontierError) -> [String: String] {
    try attempt("read") {
      try database.read { db in
        let select = """
          SELECT substr(name, ?), value FROM setting WHERE substr(name, 1, ?) = ?
          """
        var values: [String: String] = [:]
        try QuickStatement(db, select).forEachRow {
          $0.add(prefix.unicodeScalars.count + 1)
          $0.add(prefix.unicodeScalars.count)
          $0.add(prefix)
        } _: { row in
          values[try row.knownText(0)] = try row.knownText(1)
        }
        return values
      }
    }
  }

  /// Stores values under names.
  public func set(_ values: [String: String]) throws(FrontierError) {
    try attempt("write") {
      try database.write { db in
        for (name, value) in values { try Self.set(value, for: name, db) }
      }
    }
  }

  static func set(_ value: String, for name: String, _ db: Database) throws {
    try db.execute(
      sql: "INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)", arguments: [name, value])
  }

  /// Deletes the values stored under names with this prefix.
  public func forgetSettings(_ prefix: String) throws(FrontierError) {
    try attempt("write") {
      try database.write { db in
        try db.execute(
          sql: "DELETE FROM setting WHERE substr(name, 1, ?) = ?",
          arguments: [prefix.unicodeScalars.count, prefix])
      }
    }
  }
}
