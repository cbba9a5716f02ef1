public import CrawlModel
import GRDB

/// Where a crawl stands, for whoever looks at it from outside.
extension Journal {
  /// All runs in their order.
  public var runs: [RunRecord] {
    get throws(FrontierError) {
      try attempt("read") {
        try pool.read { db in
          try Row.fetchAll(db, sql: "SELECT kind, started_at, ended_at, ended FROM run ORDER BY id")
            .map { RunRecord(kind: $0[0], startedAt: $0[1], endedAt: $0[2], ended: $0[3]) }
        }
      }
    }
  }

  /// The origins, those where most waits first; `limit` at most.
  public func hosts(atMost limit: Int) throws(FrontierError) -> [HostStatus] {
    try attempt("read") {
      try pool.read { db in
        try Row.fetchAll(
          db,
          sql: """
            SELECT o.origin, o.requests, o.retries, ifnull(w.number, 0), o.rests_until
            FROM origin o LEFT JOIN
              (SELECT origin, count(*) AS number FROM waiting GROUP BY origin) w ON w.origin = o.id
            ORDER BY 4 DESC, 2 DESC, o.id LIMIT ?
            """, arguments: [limit]
        ).map { row in
          HostStatus(
            host: row[0], requests: row[1], retries: row[2], waiting: row[3],
            restsUntil: (row[4] as String?).flatMap { Timestamp(rfc3339: $0) })
        }
      }
    }
  }

  /// How many addresses wait.
  public var waiting: Int {
    get throws(FrontierError) {
      try attempt("read") {
        try pool.read { db in try Int.fetchOne(db, sql: "SELECT count(*) FROM waiting") ?? 0 }
      }
    }
  }

  /// All records as they are at the call.
  public func records() throws(FrontierError) -> FrontierRecords {
    try JournalRecords(self).all
  }
}
