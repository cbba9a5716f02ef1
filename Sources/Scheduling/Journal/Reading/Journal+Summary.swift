import Addressing
import CrawlModel
import GRDB
import Statements

/// Reads what the summary of a crawl needs.
extension Journal {
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
        let failed = try db.number(
          """
          SELECT count(*) FROM address a JOIN result r ON r.address = a.id
          WHERE r.status = 'failed' AND ((a.parent IS NULL AND a.via IS NULL)
            OR (a.depth = 0 AND a.kind = 'page'))
          """)
        let redirectedOutOfScope = try db.rows(
          """
          SELECT url FROM address WHERE depth = 0 AND kind = 'page' AND parent IS NOT NULL
            AND left_out = 'scope'
          """
        ) { try Journal.address($0.text(0)) }
        return SeedSurvey(
          reached: reached ?? 0, failed: failed ?? 0, redirectedOutOfScope: redirectedOutOfScope)
      }
    }
  }
}
