import Addressing
import CrawlModel
import GRDB
import Statements

/// Reads how the seeds of a crawl ended.
extension Journal {
  private enum SeedColumn: Int, CaseIterable, OutcomeColumns {
    case id, url, leftOut, status, reason, httpStatus, contentType, note, redirect
  }

  private static let selectSeeds = """
    SELECT a.id, a.url, a.left_out, r.status, r.reason, r.http_status, r.content_type, r.note,
      r.redirect
    FROM address a LEFT JOIN result r ON r.address = a.id
    """

  /// Returns how the seeds ended, where their redirects led to.
  public func seedSurvey() throws(FrontierError) -> SeedSurvey {
    try attempt("read") {
      try database.read { db in
        let seeds = try QuickStatement(
          db,
          Self.selectSeeds + " WHERE a.parent IS NULL AND a.via IS NULL AND a.kind = 'page'")
        let target = try QuickStatement(db, Self.selectSeeds + " WHERE a.id = ?")
        var survey = SeedSurvey()
        survey.failed =
          try db.number(
            """
            SELECT count(*) FROM address a JOIN result r ON r.address = a.id
            WHERE r.status = 'failed' AND ((a.parent IS NULL AND a.via IS NULL)
              OR (a.depth = 0 AND a.kind = 'page'))
            """) ?? 0
        try seeds.forEachRow(SeedColumn.self) { _ in
        } _: { row in
          let seed = try Self.address(row.text(.url))
          var next = try Self.note(seed, row, &survey)
          // A loop has failed; a longer chain too.
          for _ in 0...Redirects.followed {
            guard let current = next else { break }
            next = nil
            try target.forEachRow(SeedColumn.self) {
              $0.add(current)
            } _: { row in
              next = try Self.note(seed, row, &survey)
            }
          }
        }
        return survey
      }
    }
  }

  /// Adds the record of a seed, or of where it led to; returns the record that it redirects to.
  private static func note(
    _ seed: WebAddress, _ row: NamedColumns<SeedColumn>, _ survey: inout SeedSurvey
  ) throws -> RecordNumber? {
    let column = try row.column
    switch column {
    case .pending: break
    case .taken, .duplicate, .unchanged, .gone:
      if let target: RecordNumber = try row.row(.redirect) { return target }
      survey.reached += 1
      let target = try address(row.text(.url))
      if target != seed, survey.redirects.count < SeedSurvey.unreadListed {
        survey.redirects.append(SeedRedirect(seed: seed, target: target))
      }
    // The record of the image tells what became of it, or that of another machine.
    case .skipped(.isImage), .skipped(.elsewhere): break
    case .skipped, .failed:
      guard let reason = column.reason else { break }
      survey.unread += 1
      guard survey.unreadSeeds.count < SeedSurvey.unreadListed else { break }
      survey.unreadSeeds.append(
        SeedFailure(
          seed: seed, address: try address(row.text(.url)), reason: reason,
          httpStatus: try row.count(.httpStatus), contentType: row.text(.contentType),
          detail: row.text(.note)))
    }
    return nil
  }

  /// Whether no run has fetched anything, so that nothing is lost if the crawl begins anew.
  public var isWithoutContent: Bool {
    get throws(FrontierError) {
      try attempt("read") {
        try database.read { db in
          try db.number(
            """
            SELECT EXISTS (SELECT 1 FROM content) OR EXISTS (
              SELECT 1 FROM result r JOIN address a ON a.id = r.address
              WHERE a.kind = 'page' AND r.status IN ('fetched', 'unchanged', 'gone')
                AND r.redirect IS NULL)
            """) == 0
        }
      }
    }
  }

  /// Forgets the crawl, so that another one can begin in its place.
  ///
  /// What is known about the origins stays, among it how long they asked to wait.
  public func startOver() throws(FrontierError) {
    try attempt("write") {
      try database.write { db in
        for table in [
          "address", "waiting", "content", "result", "reference", "attempt", "replaced",
          "left_out_note", "restored", "gained", "policy", "books", "run",
        ] {
          try db.execute(sql: "DELETE FROM \(table)")
        }
        try db.execute(
          sql: "UPDATE origin SET requests = 0, retries = 0, rests = 0, fastest_interval = NULL")
        try db.execute(
          sql: """
            DELETE FROM setting WHERE name LIKE 'rule.%' OR name LIKE 'host.%'
              OR name IN ('pass_start', 'settled')
            """)
      }
    }
  }
}
