import Addressing
import CrawlModel
import GRDB
import Statements

/// An address of a journal that other nodes must know.
struct KnownAddress {
  var number: RecordNumber
  var fingerprint: UInt64
  var origin: Origin
  /// What is to be fetched; `nil` if it is done.
  var job: Job?
}

/// What a journal needs to be that of a node of a shared crawl.
extension Journal {
  /// Whether nothing was found yet.
  var isWithoutAddresses: Bool {
    get throws(FrontierError) {
      try attempt("read") {
        try database.read { db in try db.number("SELECT NOT EXISTS (SELECT 1 FROM address)") == 1 }
      }
    }
  }

  /// The number of the shared crawl that it is of, made at random when that began; `nil` for a crawl
  /// of one machine.
  public var sharedCrawl: String? {
    get throws(FrontierError) { try setting(SharedBacklog.idName) }
  }

  /// The greatest token under which something was done.
  var lastToken: Int {
    get throws(FrontierError) {
      try attempt("read") {
        try database.read { db in try db.number("SELECT ifnull(max(token), 0) FROM result") ?? 0 }
      }
    }
  }

  /// Stores the key of the fingerprints, before there are any.
  func set(_ key: Fingerprint.Key) throws(FrontierError) {
    try set(["fingerprint_key": "\(key.first) \(key.second)"])
  }

  /// Leaves everything that waits to all nodes.
  func parkWaiting() throws(FrontierError) {
    try attempt("write") {
      try database.write { db in
        try db.execute(
          sql: """
            UPDATE address SET left_out = ? WHERE id IN (SELECT address FROM waiting)
              AND NOT EXISTS (SELECT 1 FROM result WHERE result.address = address.id);
            DELETE FROM waiting
            """, arguments: [SkipReason.elsewhere.rawValue])
        try CountsTable(db).write(Self.recount(db))
      }
    }
  }

  /// The probes that were left to all nodes.
  var uncountedElsewhere: Set<RecordNumber> {
    get throws(FrontierError) {
      try attempt("read") {
        try database.read { db in
          let numbers: [RecordNumber] = try db.rows(
            "SELECT id FROM address WHERE left_out = ? AND (kind = 'robots' OR via_role = 'probe')"
          ) {
            $0.add(SkipReason.elsewhere.rawValue)
          } _: { row in
            try row.knownRow(0)
          }
          return Set(numbers)
        }
      }
    }
  }

  /// Returns the next addresses that are for all nodes, or done here, in the order of their numbers.
  func addressesToShare(
    after last: RecordNumber?, limit: Int
  ) throws(FrontierError) -> [KnownAddress] {
    let select = """
      SELECT a.id, a.fingerprint,
        a.left_out IS NULL AND EXISTS (SELECT 1 FROM result r WHERE r.address = a.id) AS is_done,
        a.url, a.kind, a.depth, a.hops, a.via, a.via_role,
        a.referrer_policy, p.url AS parent
      FROM address a LEFT JOIN address p ON p.id = a.parent
      WHERE a.id > ? AND (a.left_out IS NULL OR a.left_out = ?) AND a.url NOT LIKE 'ni:%'
      ORDER BY a.id LIMIT ?
      """
    return try attempt("read") {
      try database.read { db in
        var addresses: [KnownAddress] = []
        try QuickStatement(db, select).forEachRow(SharedColumn.self) {
          $0.add(last?.rawValue ?? 0)
          $0.add(SkipReason.elsewhere.rawValue)
          $0.add(limit)
        } _: { row in
          let number: RecordNumber = try row.knownRow(.id)
          guard let fingerprint = row.number(.fingerprint) else { return }
          addresses.append(
            KnownAddress(
              number: number, fingerprint: UInt64(bitPattern: Int64(fingerprint)),
              origin: try Self.address(row.text(.url)).origin,
              job: row.number(.isDone) == 1 ? nil : try Self.job(row)))
        }
        return addresses
      }
    }
  }

  private enum SharedColumn: Int, CaseIterable {
    case id, fingerprint, isDone, url, kind, depth, hops, via, viaRole, referrerPolicy, parent
  }

  private static func job(_ row: NamedColumns<SharedColumn>) throws -> Job {
    Job(
      address: try address(row.text(.url)), kind: try JournalWords.kind(row.text(.kind) ?? ""),
      depth: try row.steps(.depth), parent: try row.text(.parent).map { try address($0) },
      via: row.isNull(.via) ? nil : try row.via(.via, .viaRole), hops: try row.steps(.hops),
      referrerPolicy: try row.word(.referrerPolicy))
  }
}
