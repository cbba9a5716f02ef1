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
        return try db.withLength(upTo: JournalLength.settings) {
          var values: [String: String] = [:]
          var bytes = 0
          try QuickStatement(db, select).forEachRow {
            $0.add(prefix.unicodeScalars.count + 1)
            $0.add(prefix.unicodeScalars.count)
            $0.add(prefix)
          } _: { row in
            let (name, value) = (try row.knownText(0), try row.knownText(1))
            bytes += name.utf8.count + value.utf8.count
            guard bytes <= JournalLength.settings else {
              throw DatabaseError.damage("the settings \(prefix)… are too long")
            }
            values[name] = value
          }
          return values
        }
      }
    }
  }

  /// Throws if a setting is longer than any that Magpie writes.
  ///
  /// The settings are read in their order, which loads no more of one than its length. A search
  /// for one of them would load each that it compares, however long that is.
  static func checkSettings(_ db: Database) throws {
    try db.withLength(upTo: JournalLength.settings) {
      _ = try db.number("SELECT max(length(name)) + max(length(value)) FROM setting")
    }
  }

  /// Stores values under names.
  ///
  /// - Throws: `FrontierError` with `mismatch` if they are too long, or that of the database.
  public func set(_ values: [String: String]) throws(FrontierError) {
    try attempt("write") { try database.write { db in try Self.set(values, db) } }
  }

  /// Stores values under names that begin with a prefix.
  static func set(_ values: [String: String], prefix: String = "", _ db: Database) throws {
    let bytes = values.reduce(0) { $0 + $1.key.utf8.count + $1.value.utf8.count }
    guard bytes <= JournalLength.settings else {
      throw FrontierError(
        code: .mismatch,
        message: "The settings are longer than a journal can hold "
          + "(\(JournalLength.settings >> 20) MiB); give fewer seeds or patterns.")
    }
    try db.withLength(upTo: JournalLength.settings + rowBytes) {
      for (name, value) in values {
        try db.execute(
          sql: "INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)",
          arguments: [prefix + name, value])
      }
    }
  }

  // A prefix, and what SQLite stores of a row besides its texts (sqlite.org/fileformat2.html, §2.1).
  private static let rowBytes = 1024

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
