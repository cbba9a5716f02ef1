import CrawlModel
import GRDB
import Statements

/// Unites the journals of the nodes of a shared crawl in a new journal.
///
/// An address is known by its fingerprint, whose key is the same on all nodes. Of several results for
/// one address the one with the greatest token is the one that counts, and places of images come from
/// the node whose result of the document counts. A crawl may go on in the folders of the nodes:
/// what is done while the journals are read waits in the new one.
///
/// - Complexity: O(*addresses* · log *addresses*) time; about 150 bytes of temporary disk space for
///   each address of each node.
public struct JournalMerge {
  /// A file of a node.
  public struct Place: Sendable, Hashable {
    /// The index of the node.
    public let node: Int
    /// The file, relative to the folder of the node.
    public let file: String
  }

  private let nodes: [Journal]
  private let target: Journal

  /// Makes the union of journals.
  ///
  /// - Parameters:
  ///   - nodes: the journals, all of one shared crawl.
  ///   - target: a journal whose first run has begun, and nothing else.
  /// - Throws: `FrontierError` if a journal cannot be read or written.
  public init(of nodes: [Journal], in target: Journal) throws(FrontierError) {
    (self.nodes, self.target) = (nodes, target)
    try target.set(try nodes[0].fingerprintKey)
    try write { db in try db.execute(sql: MergeStatements.tables) }
    try forEachNode { db in try db.execute(sql: MergeStatements.collection) }
    try write { db in try db.execute(sql: MergeStatements.choice) }
    try forEachNode { db in try db.execute(sql: MergeStatements.copy) }
    try write { db in
      try db.inTransaction {
        try ParentCircles.cut(db)
        try db.execute(sql: MergeStatements.completion)
        try Self.markLoops(db)
        try CountsTable(db).write(Journal.recount(db))
        return .commit
      }
    }
  }

  /// The number of addresses that are or were for all nodes.
  public var sharedAddresses: Int {
    get throws(FrontierError) {
      try write { db in
        try db.number(
          """
          SELECT count(*) FROM temp.merged m JOIN address a ON a.id = m.id
          WHERE m.standing > 0 AND a.url NOT LIKE 'ni:%'
          """) ?? 0
      }
    }
  }

  /// Returns the files with a content, one of each node that has it.
  ///
  /// - Parameter content: a content of the new journal.
  /// - Returns: the files.
  /// - Throws: `FrontierError` if a journal names a file that cannot be one.
  public func places(of content: Journal.Content) throws(FrontierError) -> [Place] {
    try write { db in
      try db.rows("SELECT node, file FROM temp.place WHERE sha256 = ? ORDER BY node") {
        $0.add(content.sha256)
      } _: { row in
        Place(
          node: try row.known(0, in: 0...(nodes.count - 1)),
          file: try Journal.file(row.knownText(1)))
      }
    }
  }

  /// Records that a content has another file in the new folder.
  public func move(_ content: Journal.Content, to file: String) throws(FrontierError) {
    try write { db in
      try db.execute(
        sql: "UPDATE content SET file = ? WHERE id = ?", arguments: [file, content.number])
    }
  }

  /// Records that all files are on the device as soon as the journal is.
  public func settle() throws(FrontierError) {
    try write { db in
      try db.execute(
        sql: """
          INSERT OR REPLACE INTO setting (name, value)
          SELECT 'settled', ifnull(max(id), 0) FROM content
          """)
    }
  }

  /// Marks pages that redirect to each other: across nodes, which no node could notice, and where one
  /// node has noticed it and another one has the later result of one of the pages.
  private static func markLoops(_ db: Database) throws {
    try db.execute(
      sql: """
        UPDATE result SET status = 'fetched', reason = NULL
        WHERE redirect IS NOT NULL AND reason = ?
        """, arguments: [FailureReason.redirectLoop.rawValue])
    var redirects = RedirectMap()
    var loops: [RecordNumber] = []
    let rows = """
      SELECT address, redirect FROM result WHERE redirect IS NOT NULL AND status = 'fetched'
      """
    try QuickStatement(db, rows).forEachRow { _ in
    } _: { row in
      loops += redirects.add(try row.knownRow(0), to: try row.knownRow(1))
    }
    let table = ResultTable(db, run: 1)
    for number in loops { try table.markRedirectLoop(number) }
  }

  /// Runs a closure with the journal of each node attached as `node`, and its index in `temp.here`.
  private func forEachNode(_ body: (Database) throws -> Void) throws(FrontierError) {
    for (index, node) in nodes.enumerated() {
      try node.attempt("read") {
        try target.database.writeWithoutTransaction { db in
          try db.execute(sql: "ATTACH DATABASE ? AS node", arguments: [node.databasePath])
          defer { try? db.execute(sql: "DETACH DATABASE node") }
          try db.inTransaction {
            try db.execute(
              sql: "DELETE FROM temp.here; INSERT INTO temp.here (node) VALUES (\(index))")
            try body(db)
            return .commit
          }
        }
      }
    }
  }

  /// Runs a closure on the connection that has the temporary tables.
  private func write<Result>(
    _ body: (Database) throws -> Result
  ) throws(FrontierError) -> Result {
    try target.attempt("write") { try target.database.writeWithoutTransaction(body) }
  }
}
