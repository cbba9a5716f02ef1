public import CrawlModel
import GRDB
import Statements

/// The progress of a crawl, for other programs.
extension Journal {
  /// All runs in their order.
  public var runs: [RunRecord] {
    get throws(FrontierError) {
      try attempt("read") {
        try database.read { db in
          try db.rows("SELECT kind, started_at, ended_at, ended FROM run ORDER BY id") { row in
            RunRecord(
              kind: try JournalWords.runKind(row.knownText(0)), startedAt: try row.knownText(1),
              endedAt: row.text(2), ended: try row.text(3).map { try JournalWords.ending($0) })
          }
        }
      }
    }
  }

  /// Returns up to `limit` origins, ordered by the number of waiting addresses.
  public func hosts(atMost limit: Int) throws(FrontierError) -> [HostStatus] {
    try attempt("read") {
      try database.read { db in
        try db.rows(
          """
          SELECT o.origin, o.requests, o.retries, ifnull(w.number, 0) AS waiting, o.rests_until,
            o.is_silent
          FROM origin o LEFT JOIN
            (SELECT origin, count(*) AS number FROM waiting GROUP BY origin) w ON w.origin = o.id
          ORDER BY waiting DESC, o.requests DESC, o.id LIMIT ?
          """
        ) {
          $0.add(limit)
        } _: { row in
          HostStatus(
            host: try row.knownText(0), requests: try row.knownCount(1),
            retries: try row.knownCount(2), waiting: try row.knownCount(3),
            restsUntil: row.text(4).flatMap { Timestamp(rfc3339: $0) }, isSilent: row.number(5) == 1
          )
        }
      }
    }
  }

  /// The host statistics of the origins that were requested, in the order of discovery.
  public var hostStatistics: [HostStatistics] {
    get throws(FrontierError) {
      try attempt("read") {
        try database.read { db in
          try db.rows(
            """
            SELECT origin, requests, retries, fastest_interval, rests, answered
            FROM origin WHERE requests > 0 ORDER BY id
            """
          ) { row in
            var statistics = HostStatistics(
              host: try row.knownText(0), requests: try row.knownCount(1),
              fastestInterval: try row.interval(3), delay: .zero, retries: try row.knownCount(2))
            statistics.rests = try row.knownCount(4)
            statistics.hasAnswered = row.number(5) == 1
            return statistics
          }
        }
      }
    }
  }

  /// The number of waiting addresses.
  public var waiting: Int {
    get throws(FrontierError) {
      try attempt("read") {
        try database.read { db in try db.number("SELECT count(*) FROM waiting") ?? 0 }
      }
    }
  }

  /// Returns all records as they are at the call.
  public func records() throws(FrontierError) -> FrontierRecords {
    try JournalRecords(self).all
  }

  /// Returns the records of all images that have a content, as they are at the call, in the order in
  /// which the pages show them.
  public func imagesInPageOrder() throws(FrontierError) -> EntryReader<ManifestEntry> {
    try JournalRecords(self).imagesInPageOrder
  }
}
