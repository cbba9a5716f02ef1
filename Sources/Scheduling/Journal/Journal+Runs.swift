public import CrawlModel
import GRDB

/// The runs of a crawl: each begins, and most of them end.
extension Journal {
  /// What a run is for.
  public enum RunKind: String, Sendable, Hashable {
    /// The first one.
    case crawl
    /// One that goes on with what an earlier one left.
    case resume
    /// One that asks every address of a finished crawl again.
    case refresh
    /// One that asks only those again that failed.
    case retry
  }

  /// How far an earlier run has come.
  public enum Progress: Sendable, Hashable {
    /// There was none.
    case fresh
    /// It left something to do; the kind is that of the run which began it.
    case unfinished(RunKind)
    /// It did everything.
    case finished
  }

  /// How far the crawl has come.
  public var progress: Progress {
    get throws(FrontierError) {
      try attempt("read") {
        try pool.read { db in
          guard let kind = try Self.begunKind(db) else { return .fresh }
          let waits = try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM waiting)") ?? false
          // A run that died had its seeds to put or its manifest to write.
          let ended = try String.fetchOne(
            db, sql: "SELECT ended FROM run ORDER BY id DESC LIMIT 1")
          let isComplete = ended == CrawlSummary.Ending.complete.rawValue
          return waits || !isComplete ? .unfinished(kind) : .finished
        }
      }
    }
  }

  /// The number of the latest run; 0 before the first.
  public var latestRun: Int {
    get throws(FrontierError) {
      try attempt("read") {
        try pool.read { db in try Int.fetchOne(db, sql: "SELECT max(id) FROM run") ?? 0 }
      }
    }
  }

  /// The kind of the run that began what is being done; a resumed refresh is still a refresh.
  private static func begunKind(_ db: Database) throws -> RunKind? {
    let word = try String.fetchOne(
      db, sql: "SELECT kind FROM run WHERE kind <> 'resume' ORDER BY id DESC LIMIT 1")
    return word.flatMap(RunKind.init(rawValue:))
  }

  /// The run that began the present pass over the addresses.
  static func firstRunOfPass(_ db: Database) throws -> Int {
    try Int.fetchOne(db, sql: "SELECT max(id) FROM run WHERE kind <> 'resume'") ?? 0
  }

  /// Begins a run; a refresh and a retry put what they ask again.
  ///
  /// - Parameters:
  ///   - kind: what it is for.
  ///   - moment: the present.
  ///   - levelByLevel: whether pages wait for all shallower pages.
  ///   - rules: what makes the crawl the one it is, by name; kept by the first run.
  /// - Throws: what keeps the journal from being written.
  public func begin(
    _ kind: RunKind, at moment: Timestamp, levelByLevel: Bool, rules: [String: String] = [:]
  ) throws(FrontierError) {
    try attempt("write") {
      try pool.write { db in
        if kind == .crawl { try Self.keep(rules, db) }
        try db.execute(
          sql: "INSERT INTO run (kind, version, started_at) VALUES (?, ?, ?)",
          arguments: [kind.rawValue, MagpieVersion.current, moment.rfc3339])
        if kind != .resume {
          try db.execute(
            sql: """
              INSERT OR REPLACE INTO setting
              SELECT 'pass_start', ifnull(max(id), 0) FROM address
              """)
        }
        switch kind {
        case .crawl, .resume: break
        case .refresh: try Self.wait(for: Self.askedAgain, levelByLevel, db)
        case .retry: try Self.wait(for: "r.status = 'failed'", levelByLevel, db)
        }
      }
    }
  }

  private static let rulePrefix = "rule."

  private static func keep(_ rules: [String: String], _ db: Database) throws {
    for (name, value) in rules {
      try db.execute(
        sql: "INSERT OR REPLACE INTO setting VALUES (?, ?)", arguments: [rulePrefix + name, value])
    }
  }

  /// What makes the crawl the one it is, by name, as its first run kept it.
  public var rules: [String: String] {
    get throws(FrontierError) { try settings(Self.rulePrefix) }
  }

  /// The addresses that the crawl started from.
  public var seeds: [String] {
    get throws(FrontierError) {
      try attempt("read") {
        try pool.read { db in
          try String.fetchAll(
            db, sql: "SELECT url FROM address WHERE parent IS NULL AND via IS NULL ORDER BY id")
        }
      }
    }
  }

  /// Says how the latest run ended.
  public func end(_ ending: CrawlSummary.Ending, at moment: Timestamp) throws(FrontierError) {
    try attempt("write") {
      try pool.write { db in
        try db.execute(
          sql: "UPDATE run SET ended = ?, ended_at = ? WHERE id = (SELECT max(id) FROM run)",
          arguments: [ending.rawValue, moment.rfc3339])
      }
    }
  }

  // Whatever a server was asked for, but for images that a rule kept from being asked, and
  // documents that are none; and what rules of the folder left out while it waited, since they may be
  // others now. What the options of the crawl leave out has no result.
  private static let askedAgain = """
    r.status IN ('stored', 'duplicate', 'unchanged', 'gone', 'fetched', 'failed')
    OR r.reason IN ('format', 'too-small', 'too-many-pixels', 'too-few-bytes', 'too-large', 'robots',
      'host-budget', 'excluded', 'not-included')
    OR (r.address IS NULL AND (a.kind = 'robots' OR a.via_role = 'probe'))
    """

  private static func wait(for condition: String, _ levelByLevel: Bool, _ db: Database) throws {
    let pages = levelByLevel ? "a.depth + \(Lane.level(0))" : "\(Lane.documents)"
    try db.execute(
      sql: """
        INSERT OR IGNORE INTO waiting
        SELECT a.origin,
          CASE a.kind WHEN 'image' THEN \(Lane.images) WHEN 'page' THEN \(pages)
            ELSE \(Lane.documents) END,
          a.id, a.id
        FROM address a LEFT JOIN result r ON r.address = a.id
        WHERE a.left_out IS NULL AND a.url NOT LIKE 'ni:%' AND (\(condition))
        """)
  }
}
