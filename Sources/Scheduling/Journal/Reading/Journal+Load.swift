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
      order.counts = try Self.recount(db)
      try Self.loadLanes(&order, db)
      let pending = order.counts.images.pending + order.counts.pages.pending
      if pending > 0 {
        // What is not done must wait somewhere, or it would never be.
        let waiting = try db.number("SELECT count(DISTINCT address) FROM waiting") ?? 0
        guard pending <= waiting else {
          throw DatabaseError.damage("some addresses are not done and do not wait")
        }
      }
      if order.unfinished > 0 {
        order.waitingImageProbes = try db.number(Self.countImageProbes) { $0.add(Lane.images) } ?? 0
      }
      if order.polite.holdsImages { try Self.loadObjections(&order, db) }
      guard let pass = try Self.firstRunOfPass(db) else { return }
      let redirects = """
        SELECT address, redirect, status = 'failed' FROM result
        WHERE redirect IS NOT NULL AND run >= ? AND status IN ('fetched', 'failed')
        """
      try QuickStatement(db, redirects).forEachRow {
        $0.add(pass)
      } _: { row in
        order.redirects.resume(
          try row.knownRow(0), to: try row.knownRow(1), isInLoop: row.number(2) == 1)
      }
    }
  }

  private static func loadOrigins(
    _ order: inout WindowedOrder, _ now: Timestamp, _ db: Database
  ) throws {
    let rows = """
      SELECT origin, requests, retries, fastest_interval, rests_until, rests, id, answered,
        is_silent
      FROM origin ORDER BY id
      """
    try QuickStatement(db, rows).forEachRow { _ in
    } _: { row in
      let text = try row.knownText(0)
      // Earlier versions have an origin without a host for inline images that were left out.
      let inline = text == "http://" ? Origin(scheme: .http, host: "", port: 80) : nil
      guard let origin = try? inline ?? WebAddress(text + "/").origin else {
        throw DatabaseError.damage("the origin \(text)")
      }
      let number = order.origins.number(of: origin) ?? order.origins.add(origin)
      // Jobs name an origin by its position in this list.
      guard try row.known(6, in: JournalRange.row) == OriginRow(index: number).rawValue else {
        throw DatabaseError.damage("the origin \(text) is not where it belongs")
      }
      var receipt = HostStatistics(
        host: text, requests: try row.knownCount(1), fastestInterval: try row.interval(3),
        delay: .zero, retries: try row.knownCount(2))
      receipt.rests = try row.knownCount(5)
      receipt.hasAnswered = row.number(7) == 1
      if receipt.requests > 0 { order.polite.resume(receipt, of: origin) }
      // One that gave no answer may be there again, and asked for no rest.
      let isSilent = row.number(8) == 1
      if !isSilent, let rest = rest(until: row.text(4), now) {
        order.polite.hold(origin, until: .now + rest)
      }
    }
  }

  // A probe that found nothing has no result, and is not an image that is known.
  private static let countImageProbes = """
    SELECT count(*) FROM address a
    WHERE a.kind = 'image' AND a.via_role = 'probe'
      AND NOT EXISTS (SELECT 1 FROM result r WHERE r.address = a.id)
      AND EXISTS (SELECT 1 FROM waiting w
        WHERE w.origin = a.origin AND w.lane = ? AND w.turn = a.id)
    """

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
      let number: RecordNumber = try row.knownRow(.id)
      guard JournalRange.address.contains(number.rawValue) else {
        throw DatabaseError.damage("an address has the number \(number.rawValue)")
      }
      guard let fingerprint = row.number(.fingerprint) else { return }
      order.index.set(
        UInt64(bitPattern: Int64(fingerprint)),
        AddressIndex.Entry(number: number, leftOut: try row.word(.leftOut)))
      order.lastNumber = max(order.lastNumber, number.rawValue)
    }
    try QuickStatement(db, "SELECT max(turn) FROM waiting").forEachRow { _ in
    } _: { row in
      let lastTurn = try row.number(0, in: JournalRange.address) ?? 0
      order.lastNumber = max(order.lastNumber, lastTurn)
    }
  }

  private static func loadLanes(_ order: inout WindowedOrder, _ db: Database) throws {
    let rows = """
      SELECT origin, lane, count(*) FROM waiting GROUP BY origin, lane ORDER BY origin, lane
      """
    var keys: [Lane.Key] = []
    try QuickStatement(db, rows).forEachRow { _ in
    } _: { row in
      let origin: OriginRow = try row.knownRow(0)
      guard origin.index < order.origins.count else {
        throw DatabaseError.damage("addresses wait at the unknown origin \(origin.rawValue)")
      }
      let number = try row.known(1, in: JournalRange.lane)
      var lane = Lane()
      lane.inBacklog = try row.knownCount(2)
      let key = Lane.Key(origin: origin.index, lane: number)
      order.lanes[key] = lane
      keys.append(key)
      order.unfinished += lane.inBacklog
      if number != Lane.images { order.documents.put(lane.inBacklog) }
    }
    if order.levels.isStrict { order.openNextLevel() }
    for key in keys { order.refill(key) }
  }

  /// Loads the waiting images with an opt-out on some page.
  private static func loadObjections(_ order: inout WindowedOrder, _ db: Database) throws {
    let rows = """
      SELECT DISTINCT a.url, f.via, f.via_role, f.nofollow, s.opt_outs
      FROM waiting w JOIN address a ON a.id = w.address JOIN reference f ON f.image = a.id
        LEFT JOIN result s ON s.address = f.page
      WHERE w.lane = ? AND (f.nofollow OR s.opt_outs IS NOT NULL)
      """
    try QuickStatement(db, rows).forEachRow {
      $0.add(Lane.images)
    } _: { row in
      let image = try address(row.text(0))
      var said = ImageOptOuts([])
      said.add(
        page: image, via: try row.via(1, 2), isNofollow: row.number(3) ?? 0 != 0,
        said: try OptOutText.read(row.text(4)))
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
    guard let text else { throw DatabaseError.damage("an address is missing") }
    do {
      return try WebAddress(kept: text)
    } catch {
      throw DatabaseError.damage("the address \(text)")
    }
  }

  /// The path of a stored file in a column, or its address in a store.
  ///
  /// It must lead to a file below the output folder or in a bucket, one name at a time.
  static func file(_ text: String) throws -> String {
    guard text.utf8.count <= JournalLength.path else { throw damage(text) }
    var names = 0
    var length = 0
    var dots = 0
    // Each record of an image has one, so the names are not split off.
    let start = RemoteFile.isAddress(text) ? RemoteFile.scheme.utf8.count : 0
    let path = text.utf8.dropFirst(start)
    for byte in path {
      if byte == UInt8(ascii: "/") {
        guard isName(length, dots) else { throw damage(text) }
        names += 1
        (length, dots) = (0, 0)
      } else {
        length += 1
        if byte == UInt8(ascii: ".") { dots += 1 }
      }
    }
    guard names > 0, isName(length, dots) else { throw damage(text) }
    return text

    func isName(_ length: Int, _ dots: Int) -> Bool { length > 0 && (dots < length || dots > 2) }
    func damage(_ text: String) -> DatabaseError { .damage("the file \(text)") }
  }

  /// The address or digest of an image in a column that must have one.
  static func imageKey(_ text: String?) throws -> ImageKey {
    if let text, let key = ImageKey(name: text) { return key }
    return .address(try address(text))
  }
}
