import Addressing
import CrawlModel
import GRDB
import Statements
import Threads

/// Reads the state needed to resume a crawl: all known addresses, and where jobs wait.
extension Journal {
  /// Restores the state of the journal into an empty order.
  func load(_ order: inout WindowedOrder, now: Timestamp) throws {
    try database.read { db in
      try Self.loadOrigins(&order, now, db)
      try Self.loadIndex(&order, db)
      order.counts = try CountsTable(db).read()
      try Self.loadLanes(&order, db)
      if order.polite.holdsImages { try Self.loadObjections(&order, db) }
      guard let pass = try Self.firstRunOfPass(db) else { return }
      let redirects = try Row.fetchCursor(
        db,
        sql: """
          SELECT address, redirect, status FROM result
          WHERE redirect IS NOT NULL AND run >= ? AND status IN ('fetched', 'failed')
          """, arguments: [pass])
      while let row = try redirects.next() {
        order.redirects.resume(
          row["address"], to: row["redirect"], isInLoop: row["status"] == "failed")
      }
    }
  }

  private static func loadOrigins(
    _ order: inout WindowedOrder, _ now: Timestamp, _ db: Database
  ) throws {
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT origin, requests, retries, fastest_interval, rests_until, rests FROM origin
        ORDER BY id
        """)
    while let row = try rows.next() {
      let text: String = row["origin"]
      // Earlier versions have an origin without a host for inline images that were left out.
      let inline = text == "http://" ? Origin(scheme: .http, host: "", port: 80) : nil
      guard let origin = try? inline ?? WebAddress(text + "/").origin else {
        throw FrontierError(code: .damaged, message: "The journal has a bad origin: \(text).")
      }
      let number = order.polite.index(of: origin)
      var receipt = HostStatistics(
        host: text, requests: row["requests"],
        fastestInterval: (row["fastest_interval"] as Double?).map { .seconds($0) }, delay: .zero,
        retries: row["retries"])
      receipt.rests = row["rests"]
      order.polite.resume(receipt, at: number)
      if let rest = rest(until: row["rests_until"], now) {
        order.polite.hold(origin, until: .now + rest)
      }
    }
    order.originsWritten = order.polite.originCount
  }

  /// The remaining rest of an origin; limited, because the clock may have been set back.
  private static func rest(until text: String?, _ now: Timestamp) -> Duration? {
    guard let text, let until = Timestamp(rfc3339: text), until > now else { return nil }
    let left = Duration.seconds(until.seconds - now.seconds)
    return left <= longestRest ? left : nil
  }

  /// The maximum rest; a longer one means that the clock was set back.
  static let longestRest: Duration = .seconds(86_400)

  enum KnownColumn: Int, CaseIterable {
    case id, fingerprint, leftOut
  }

  static let selectKnown = "SELECT id, fingerprint, left_out FROM address"

  private static func loadIndex(_ order: inout WindowedOrder, _ db: Database) throws {
    try QuickStatement(db, selectKnown).forEachRow(KnownColumn.self) { _ in
    } _: { row in
      guard let number: RecordNumber = row.row(.id), let fingerprint = row.number(.fingerprint)
      else { return }
      let leftOut = row.text(.leftOut).map { SkipReason(rawValue: $0) ?? .excluded }
      order.index.set(
        UInt64(bitPattern: Int64(fingerprint)),
        AddressIndex.Entry(number: number, leftOut: leftOut))
      order.lastNumber = max(order.lastNumber, number.rawValue)
    }
    let lastTurn = try Int.fetchOne(db, sql: "SELECT max(turn) FROM waiting") ?? 0
    order.lastNumber = max(order.lastNumber, lastTurn)
  }

  private static func loadLanes(_ order: inout WindowedOrder, _ db: Database) throws {
    let rows = try Row.fetchCursor(
      db, sql: "SELECT origin, lane, count(*) AS number FROM waiting GROUP BY origin, lane")
    while let row = try rows.next() {
      let origin: OriginRow = row["origin"]
      let number: Int = row["lane"]
      var lane = Lane()
      lane.inBacklog = row["number"]
      order.lanes[Lane.Key(origin: origin.index, lane: number)] = lane
      order.unfinished += lane.inBacklog
      if number != Lane.images { order.documents.put(lane.inBacklog) }
    }
    if order.levels.isStrict { order.openNextLevel() }
    for key in order.lanes.keys { order.refill(key) }
  }

  /// Loads the waiting images with an opt-out on some page.
  private static func loadObjections(_ order: inout WindowedOrder, _ db: Database) throws {
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT DISTINCT a.url, f.via, f.via_role, f.nofollow, s.opt_outs
        FROM waiting w JOIN address a ON a.id = w.address JOIN reference f ON f.image = a.id
          LEFT JOIN result s ON s.address = f.page
        WHERE w.lane = ? AND (f.nofollow OR s.opt_outs IS NOT NULL)
        """, arguments: [Lane.images])
    while let row = try rows.next() {
      let image = try address(row["url"])
      var said = ImageOptOuts([])
      said.add(
        page: image, via: JournalWords.via(row["via"], row["via_role"]),
        isNofollow: row["nofollow"] ?? false, said: OptOutText.read(row["opt_outs"]))
      if !said.all.isEmpty { order.polite.object(to: image) }
    }
    order.releaseImagesIfDue()
  }

  /// Returns the next jobs of a lane.
  func read(_ refill: Refill) throws -> [Assignment] {
    try database.read { db in try WaitingRows.read(refill, db) }
  }

  /// The address in a column that must have one.
  static func address(_ text: String?) throws -> WebAddress {
    guard let text else {
      throw FrontierError(code: .damaged, message: "The journal lacks an address.")
    }
    return try address(text)
  }

  static func address(_ text: String) throws -> WebAddress {
    do {
      return try WebAddress(kept: text)
    } catch {
      throw FrontierError(code: .damaged, message: "The journal has a bad address: \(text).")
    }
  }

  /// The address or digest of an image in a column that must have one.
  static func imageKey(_ text: String?) throws -> ImageKey {
    if let text, let key = ImageKey(name: text) { return key }
    return .address(try address(text))
  }
}
