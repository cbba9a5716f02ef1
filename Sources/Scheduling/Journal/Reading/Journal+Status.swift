public import CrawlModel
import GRDB

/// The progress of a crawl, for other programs.
extension Journal {
  /// All runs in their order.
  public var runs: [RunRecord] {
    get throws(FrontierError) {
      try attempt("read") {
        try database.read { db in
          try Row.fetchAll(db, sql: "SELECT kind, started_at, ended_at, ended FROM run ORDER BY id")
            .map { row in
              RunRecord(
                kind: try JournalWords.runKind(row["kind"]), startedAt: row["started_at"],
                endedAt: row["ended_at"],
                ended: try (row["ended"] as String?).map { try JournalWords.ending($0) })
            }
        }
      }
    }
  }

  /// Returns up to `limit` origins, ordered by the number of waiting addresses.
  public func hosts(atMost limit: Int) throws(FrontierError) -> [HostStatus] {
    try attempt("read") {
      try database.read { db in
        try Row.fetchAll(
          db,
          sql: """
            SELECT o.origin, o.requests, o.retries, ifnull(w.number, 0) AS waiting, o.rests_until
            FROM origin o LEFT JOIN
              (SELECT origin, count(*) AS number FROM waiting GROUP BY origin) w ON w.origin = o.id
            ORDER BY waiting DESC, o.requests DESC, o.id LIMIT ?
            """, arguments: [limit]
        ).map { row in
          HostStatus(
            host: row["origin"], requests: row["requests"], retries: row["retries"],
            waiting: row["waiting"],
            restsUntil: (row["rests_until"] as String?).flatMap { Timestamp(rfc3339: $0) })
        }
      }
    }
  }

  /// The number of waiting addresses.
  public var waiting: Int {
    get throws(FrontierError) {
      try attempt("read") {
        try database.read { db in try Int.fetchOne(db, sql: "SELECT count(*) FROM waiting") ?? 0 }
      }
    }
  }

  /// Returns all records as they are at the call.
  public func records() throws(FrontierError) -> FrontierRecords {
    try JournalRecords(self).all
  }
}
