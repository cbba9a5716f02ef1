import Addressing
import CrawlModel
import GRDB
import Statements

/// Writes the origins and their host statistics.
struct OriginTable {
  private static let insertion = "INSERT OR IGNORE INTO origin (id, origin) VALUES (?, ?)"
  private static let restUpdate = "UPDATE origin SET rests_until = ? WHERE id = ?"
  private static let statisticsUpdate = """
    UPDATE origin SET requests = ?, retries = ?, fastest_interval = ?, rests = ? WHERE id = ?
    """

  private let insertOrigin: QuickStatement
  private let updateRest: QuickStatement
  private let updateStatistics: QuickStatement

  init(_ db: Database) throws {
    insertOrigin = try QuickStatement(db, Self.insertion)
    updateRest = try QuickStatement(db, Self.restUpdate)
    updateStatistics = try QuickStatement(db, Self.statisticsUpdate)
  }

  /// Inserts an origin.
  func insert(_ origin: Origin, _ number: OriginRow) throws {
    try insertOrigin.run { row in
      row.add(number)
      row.add(origin.description)
    }
  }

  /// Writes the time before which an origin must not be requested.
  func rest(_ number: OriginRow, until: Timestamp) throws {
    try updateRest.run { row in
      row.add(until.rfc3339)
      row.add(number)
    }
  }

  /// Writes the host statistics of an origin.
  func update(_ number: OriginRow, _ statistics: HostStatistics) throws {
    try updateStatistics.run { row in
      row.add(statistics.requests)
      row.add(statistics.retries)
      row.add(real: statistics.fastestInterval?.seconds)
      row.add(statistics.rests)
      row.add(number)
    }
  }
}
