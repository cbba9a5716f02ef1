public import CrawlModel
import GRDB
import Statements

/// The runs of a crawl.
extension Journal {
  /// The progress of an earlier run.
  public enum Progress: Sendable, Hashable {
    /// There was no earlier run.
    case fresh
    /// The run left work to do; the kind is that of the run that began the work.
    case unfinished(RunKind)
    /// The run completed everything.
    case finished
  }

  /// The progress of the crawl.
  public var progress: Progress {
    get throws(FrontierError) {
      try attempt("read") {
        try database.read { db in
          guard let kind = try Self.begunKind(db) else { return .fresh }
          let waits = try db.number("SELECT EXISTS (SELECT address FROM waiting)") == 1
          // An interrupted run still had to put its seeds or write its manifest.
          let ended = try db.text("SELECT ended FROM run ORDER BY id DESC LIMIT 1")
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
        try database.read { db in try db.number("SELECT max(id) FROM run") ?? 0 }
      }
    }
  }

  /// The number of the last run that had ended at a time; 0 if there is none.
  ///
  /// A run that was killed ended before the next one began.
  ///
  /// - Parameter time: the time.
  /// - Returns: the number.
  /// - Throws: `FrontierError` if the journal cannot be read.
  public func lastRun(endedAt time: Timestamp) throws(FrontierError) -> Int {
    try attempt("read") {
      try database.read { db in
        try db.number(
          """
          SELECT ifnull(max(id), 0) FROM run r
          WHERE ifnull(ended_at, (SELECT started_at FROM run WHERE id = r.id + 1)) <= ?
          """
        ) { $0.add(time.rfc3339) } ?? 0
      }
    }
  }

  /// The kind of the run that began the current pass; a resumed refresh is still a refresh.
  private static func begunKind(_ db: Database) throws -> RunKind? {
    let word = try db.text(
      "SELECT kind FROM run WHERE kind <> 'resume' ORDER BY id DESC LIMIT 1")
    return try word.map { try JournalWords.runKind($0) }
  }

  /// The run that began the current pass over the addresses; `nil` before the first run.
  static func firstRunOfPass(_ db: Database) throws -> Int? {
    try db.number("SELECT max(id) FROM run WHERE kind <> 'resume'")
  }

  /// Begins a run; a refresh or a retry queues its addresses again.
  ///
  /// - Parameters:
  ///   - kind: the kind of the run.
  ///   - moment: the current time.
  ///   - levelByLevel: whether pages wait for all shallower pages.
  ///   - identity: the settings that identify the crawl, by name; stored by the first run.
  ///   - options: the other settings, by name; they replace those of the run before. With `nil`
  ///     those stay.
  /// - Throws: `FrontierError` if the journal cannot be written.
  public func begin(
    _ kind: RunKind, at moment: Timestamp, levelByLevel: Bool, identity: [String: String] = [:],
    options: [String: String]? = nil
  ) throws(FrontierError) {
    try attempt("write") {
      try database.write { db in
        if kind == .crawl { try Self.keep(identity, db) }
        if let options { try Self.keep(options: options, db) }
        try db.execute(
          sql: "INSERT INTO run (kind, version, started_at) VALUES (?, ?, ?)",
          arguments: [kind.rawValue, MagpieVersion.current, moment.rfc3339])
        if kind != .resume {
          try db.execute(
            sql: """
              INSERT OR REPLACE INTO setting (name, value)
              SELECT 'pass_start', ifnull(max(id), 0) FROM address
              """)
        }
        switch kind {
        case .crawl: break
        // The host was given up or the disk refused the file; the address has no fault of its own.
        case .resume: try Self.waitForGivenUp(levelByLevel, db)
        case .refresh: try Self.wait(for: Self.askedAgain, levelByLevel, db)
        case .retry: try Self.wait(for: Self.triedAgain, levelByLevel, db)
        }
      }
    }
  }

  private static let rulePrefix = "rule."

  private static func keep(_ identity: [String: String], _ db: Database) throws {
    try set(identity, prefix: rulePrefix, db)
  }

  private static let optionPrefix = "option."

  private static func keep(options: [String: String], _ db: Database) throws {
    try db.execute(
      sql: "DELETE FROM setting WHERE substr(name, 1, ?) = ?",
      arguments: [optionPrefix.count, optionPrefix])
    try set(options, prefix: optionPrefix, db)
  }

  /// The settings of the latest run that are not part of the identity, by name.
  public var options: [String: String] {
    get throws(FrontierError) { try settings(Self.optionPrefix) }
  }

  /// The identity of the crawl: its settings by name, as stored by the first run.
  public var identity: [String: String] {
    get throws(FrontierError) { try settings(Self.rulePrefix) }
  }

  /// The addresses that the crawl started from.
  public var seeds: [String] {
    get throws(FrontierError) {
      try attempt("read") {
        try database.read { db in
          try db.rows("SELECT url FROM address WHERE parent IS NULL AND via IS NULL ORDER BY id") {
            try $0.knownText(0)
          }
        }
      }
    }
  }

  /// Writes how the latest run ended.
  public func end(_ ending: CrawlSummary.Ending, at moment: Timestamp) throws(FrontierError) {
    try attempt("write") {
      try database.write { db in
        try db.execute(
          sql: "UPDATE run SET ended = ?, ended_at = ? WHERE id = (SELECT max(id) FROM run)",
          arguments: [ending.rawValue, moment.rfc3339])
      }
    }
  }

  private static func waitForGivenUp(_ levelByLevel: Bool, _ db: Database) throws {
    // Only the counts are read if there is none: there may be millions of results.
    let condition = "reason IN (\(givenUp))"
    let isAny = try db.number("SELECT EXISTS (SELECT 1 FROM books WHERE \(condition))")
    if isAny == 1 { try wait(for: "r.\(condition)", levelByLevel, db) }
  }

  private static let givenUp = [FailureReason.unresponsive, .overloaded, .disk]
    .map { "'\($0.rawValue)'" }.joined(separator: ", ")

  // A captive portal answers every name with a private address for a while, and a server that is
  // overloaded may say so when it is asked for robots.txt.
  private static let triedAgain = """
    r.status = 'failed' OR r.reason = 'private-address'
    OR (r.reason = 'robots' AND a.origin IN
      (SELECT o.id FROM policy p
        JOIN origin o ON o.origin = substr(p.url, 1, length(p.url) - length('/robots.txt'))
      WHERE p.url LIKE '%/robots.txt' AND (p.http_status = 429 OR p.http_status >= 500)))
    """

  // Everything that was requested, except images that a rule kept from being requested and
  // documents without links; and what the live rules left out while it waited, since they may have
  // changed. Private addresses too, since the user may allow them now. Addresses that the options of
  // the crawl leave out have no result.
  private static let askedAgain = """
    r.status IN ('stored', 'duplicate', 'unchanged', 'gone', 'fetched', 'failed')
    OR r.reason IN ('format', 'too-small', 'too-many-pixels', 'too-few-bytes', 'too-large', 'robots',
      'host-budget', 'excluded', 'not-included', 'private-address')
    OR (r.address IS NULL AND (a.kind = 'robots' OR a.via_role = 'probe'))
    """

  private static func wait(for condition: String, _ levelByLevel: Bool, _ db: Database) throws {
    let pages = levelByLevel ? "a.depth + \(Lane.level(0))" : "\(Lane.documents)"
    try db.execute(
      sql: """
        INSERT OR IGNORE INTO waiting (origin, lane, turn, address)
        SELECT a.origin,
          CASE a.kind WHEN 'image' THEN \(Lane.images) WHEN 'page' THEN \(pages)
            ELSE \(Lane.documents) END,
          a.id, a.id
        FROM address a LEFT JOIN result r ON r.address = a.id
        WHERE a.left_out IS NULL AND a.url NOT LIKE 'ni:%' AND (\(condition))
        """)
  }
}
