import Addressing
import CrawlModel
import GRDB
import Statements

/// Writes the origins and their host statistics.
struct OriginTable {
  private static let insertion = "INSERT OR IGNORE INTO origin (id, origin) VALUES (?, ?)"
  private static let restUpdate = "UPDATE origin SET rests_until = ?, is_silent = ? WHERE id = ?"
  private static let statisticsUpdate = """
    UPDATE origin SET requests = ?, retries = ?, fastest_interval = ?, rests = ?, answered = ?
    WHERE id = ?
    """

  private let insertOrigin: LazyStatement
  private let updateRest: LazyStatement
  private let updateStatistics: LazyStatement

  init(_ db: Database) {
    insertOrigin = LazyStatement(db, Self.insertion)
    updateRest = LazyStatement(db, Self.restUpdate)
    updateStatistics = LazyStatement(db, Self.statisticsUpdate)
  }

  /// Inserts an origin.
  func insert(_ origin: Origin, _ number: OriginRow) throws {
    try insertOrigin.run { row in
      row.add(number)
      row.add(origin.description)
    }
  }

  /// Writes the time before which an origin must not be requested.
  func rest(_ number: OriginRow, until: Timestamp, isSilent: Bool) throws {
    try updateRest.run { row in
      row.add(until.rfc3339)
      row.add(isSilent ? 1 : 0)
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
      row.add(statistics.hasAnswered ? 1 : 0)
      row.add(number)
    }
  }
}
