import Addressing
import CrawlModel
import GRDB
import Statements

/// Reads what the summary of a crawl needs.
extension Journal {
  /// Returns the first failures, documents before images.
  ///
  /// Images embedded in the documents have no address; they are counted and not listed.
  func failures(atMost limit: Int) throws(FrontierError) -> [CrawlSummary.Failure] {
    try attempt("read") {
      try database.read { db in
        try db.rows(
          """
          SELECT a.url, r.reason, r.http_status, p.url AS page
          FROM result r JOIN address a ON a.id = r.address
            LEFT JOIN address p ON p.id = a.parent
          WHERE r.status = 'failed' ORDER BY a.kind = 'image', a.id LIMIT ?
          """
        ) {
          $0.add(limit)
        } _: { row in
          guard let address = try Journal.imageKey(row.text(0)).address else { return nil }
          return CrawlSummary.Failure(
            address: address,
            reason: row.text(1).flatMap(FailureReason.init(rawValue:)) ?? .internal,
            httpStatus: row.number(2), page: try row.text(3).map { try Journal.address($0) })
        }
      }
    }
  }

  /// Returns the addresses of documents by their record numbers.
  func addresses(of records: [RecordNumber]) throws(FrontierError) -> [WebAddress] {
    try attempt("read") {
      try database.read { db in
        try records.flatMap { number in
          try db.rows("SELECT url FROM address WHERE id = ?") {
            $0.add(number)
          } _: { row in
            try Journal.address(row.text(0))
          }
        }
      }
    }
  }

  /// Returns how the seeds ended.
  ///
  /// A redirect does not increase the depth, so the target of a seed's redirect also has depth 0.
  func seedSurvey() throws(FrontierError) -> SeedSurvey {
    try attempt("read") {
      try database.read { db in
        let reached = try db.number(
          """
          SELECT count(*) FROM address a LEFT JOIN result r ON r.address = a.id
          WHERE a.depth = 0 AND a.kind NOT IN ('image', 'robots')
            AND (a.left_out IS NOT NULL
              OR r.status IN ('fetched', 'unchanged', 'gone')
              OR (r.status = 'skipped' AND r.reason NOT IN ('robots', 'private-address')))
          """)
        let redirectedOutOfScope = try db.rows(
          """
          SELECT url FROM address WHERE depth = 0 AND kind = 'page' AND parent IS NOT NULL
            AND left_out = 'scope'
          """
        ) { try Journal.address($0.text(0)) }
        return SeedSurvey(
          reached: reached ?? 0, redirectedOutOfScope: redirectedOutOfScope)
      }
    }
  }
}
