import Addressing
import CrawlModel
import GRDB

/// Reads what the summary of a crawl needs.
extension Journal {
  /// Returns the first failures, documents before images.
  ///
  /// Images embedded in the documents have no address; they are counted and not listed.
  func failures(atMost limit: Int) throws(FrontierError) -> [CrawlSummary.Failure] {
    try attempt("read") {
      try database.read { db in
        let rows = try Row.fetchCursor(
          db,
          sql: """
            SELECT a.url, r.reason, r.http_status, p.url AS page
            FROM result r JOIN address a ON a.id = r.address
              LEFT JOIN address p ON p.id = a.parent
            WHERE r.status = 'failed' ORDER BY a.kind = 'image', a.id LIMIT ?
            """, arguments: [limit])
        var failures: [CrawlSummary.Failure] = []
        while let row = try rows.next() {
          guard let address = try Journal.imageKey(row["url"]).address else { continue }
          failures.append(
            .init(
              address: address, reason: FailureReason(rawValue: row["reason"] ?? "") ?? .internal,
              httpStatus: row["http_status"],
              page: try (row["page"] as String?).map { try Journal.address($0) }))
        }
        return failures
      }
    }
  }

  /// Returns how the seeds ended.
  ///
  /// A redirect does not increase the depth, so the target of a seed's redirect also has depth 0.
  func seedSurvey() throws(FrontierError) -> SeedSurvey {
    try attempt("read") {
      try database.read { db in
        let reached = try Int.fetchOne(
          db,
          sql: """
            SELECT count(*) FROM address a LEFT JOIN result r ON r.address = a.id
            WHERE a.depth = 0 AND a.kind NOT IN ('image', 'robots')
              AND (a.left_out IS NOT NULL
                OR r.status IN ('fetched', 'unchanged', 'gone')
                OR (r.status = 'skipped' AND r.reason <> 'robots'))
            """)
        let redirectedOutOfScope = try String.fetchAll(
          db,
          sql: """
            SELECT url FROM address WHERE depth = 0 AND kind = 'page' AND parent IS NOT NULL
              AND left_out = 'scope'
            """)
        return SeedSurvey(
          reached: reached ?? 0,
          redirectedOutOfScope: try redirectedOutOfScope.map { try Journal.address($0) })
      }
    }
  }
}
