import Addressing
import CrawlModel
import GRDB
import Threads

/// What is read when a crawl goes on: enough to know every address again, and where work waits.
extension Journal {
  /// Fills an empty order with what the journal has.
  func load(_ order: inout JournaledOrder, now: Timestamp) throws {
    try pool.read { db in
      try Self.loadOrigins(&order, now, db)
      try Self.loadIndex(&order, db)
      order.books = try Self.books(db)
      try Self.loadLanes(&order, db)
      if order.polite.holdsImages { try Self.loadObjections(&order, db) }
      let pass = try Self.firstRunOfPass(db)
      let redirects = try Row.fetchCursor(
        db,
        sql: """
          SELECT address, redirect, status FROM result
          WHERE redirect IS NOT NULL AND run >= ? AND status IN ('fetched', 'failed')
          """, arguments: [pass])
      while let row = try redirects.next() {
        order.redirects.resume(row[0], to: row[1], isOnCircle: row[2] == "failed")
      }
    }
  }

  private static func loadOrigins(
    _ order: inout JournaledOrder, _ now: Timestamp, _ db: Database
  ) throws {
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT id, origin, requests, retries, fastest_interval, rests_until, rests FROM origin
        ORDER BY id
        """)
    while let row = try rows.next() {
      let text: String = row[1]
      // Earlier versions have an origin without a host for inline images that were left out.
      let inline = text == "http://" ? Origin(scheme: .http, host: "", port: 80) : nil
      guard let origin = try? inline ?? WebAddress(text + "/").origin else {
        throw FrontierError(code: .damaged, message: "The journal has a bad origin: \(text).")
      }
      let number = order.polite.index(of: origin)
      var receipt = HostReceipt(
        host: text, requests: row[2], fastestInterval: (row[4] as Double?).map { .seconds($0) },
        delay: .zero, retries: row[3])
      receipt.rests = row[6]
      order.polite.resume(receipt, at: number)
      if let rest = rest(until: row[5], now) { order.polite.hold(origin, until: .now + rest) }
    }
    order.originsWritten = order.polite.originCount
  }

  /// How long an origin still rests; a clock that was set back must not make that long.
  private static func rest(until text: String?, _ now: Timestamp) -> Duration? {
    guard let text, let until = Timestamp(rfc3339: text), until > now else { return nil }
    let left = Duration.seconds(until.seconds - now.seconds)
    return left <= longestRest ? left : nil
  }

  /// A rest that would be longer is that of a clock which was set back.
  static let longestRest: Duration = .seconds(86_400)

  private static func loadIndex(_ order: inout JournaledOrder, _ db: Database) throws {
    let rows = try Row.fetchCursor(db, sql: "SELECT id, fingerprint, left_out FROM address")
    while let row = try rows.next() {
      let number: Int = row[0]
      let leftOut = (row[2] as String?).map { SkipReason(rawValue: $0) ?? .excluded }
      order.index.set(
        UInt64(bitPattern: row[1]), AddressIndex.Entry(number: number, leftOut: leftOut))
      order.lastNumber = max(order.lastNumber, number)
    }
    let lastTurn = try Int.fetchOne(db, sql: "SELECT max(turn) FROM waiting") ?? 0
    order.lastNumber = max(order.lastNumber, lastTurn)
  }

  private static func loadLanes(_ order: inout JournaledOrder, _ db: Database) throws {
    let rows = try Row.fetchCursor(
      db, sql: "SELECT origin, lane, count(*) FROM waiting GROUP BY origin, lane")
    while let row = try rows.next() {
      let origin: Int = row[0]
      var lane = Lane()
      lane.inJournal = row[2]
      order.lanes[Lane.Key(origin: origin - 1, lane: row[1])] = lane
      order.unfinished += lane.inJournal
      if row[1] != Lane.images { order.documents.put(lane.inJournal) }
    }
    if order.levels.isStrict { order.openNextLevel() }
    for key in order.lanes.keys { order.refill(key) }
  }

  /// The images that wait although a page does not want them taken.
  private static func loadObjections(_ order: inout JournaledOrder, _ db: Database) throws {
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT DISTINCT a.url, f.via, f.nofollow, s.opt_outs
        FROM waiting w JOIN address a ON a.id = w.address JOIN reference f ON f.image = a.id
          LEFT JOIN result s ON s.address = f.page
        WHERE w.lane = ? AND (f.nofollow OR s.opt_outs IS NOT NULL)
        """, arguments: [Lane.images])
    while let row = try rows.next() {
      let image = try address(row[0])
      var said = ImageOptOuts([])
      said.add(
        page: image, via: Via(row[1]), isNofollow: row[2] ?? false, said: OptOutText.read(row[3]))
      if !said.all.isEmpty { order.polite.object(to: image) }
    }
    order.releaseImagesIfDue()
  }

  /// The books as they were at the last transaction.
  static func books(_ db: Database) throws -> Books {
    var books = Books()
    let rows = try Row.fetchCursor(db, sql: "SELECT kind, status, reason, number FROM books")
    while let row = try rows.next() {
      let kind: String = row[0]
      if kind == "bytes" {
        books.storedBytes = row[3]
        continue
      }
      let reason: String = row[2]
      let column = JournalWords.column(row[1], reason.isEmpty ? nil : reason)
      books.add(row[3], to: column, isImage: kind == "image")
    }
    return books
  }

  /// The next jobs of a lane.
  func read(_ refill: Refill) throws -> [Job] {
    try pool.read { db in
      let statement = try db.cachedStatement(
        sql: """
          SELECT a.id, a.url, a.kind, a.depth, a.via, a.hops, p.url,
            r.status, r.reason, r.etag, r.last_modified, r.final_url,
            c.file, c.sha256, c.bytes, c.format, c.width, c.height, w.turn
          FROM waiting w JOIN address a ON a.id = w.address
            LEFT JOIN address p ON p.id = a.parent
            LEFT JOIN result r ON r.address = a.id
            LEFT JOIN content c ON c.id = r.content
          WHERE w.origin = ? AND w.lane = ? AND w.turn > ?
          ORDER BY w.turn LIMIT ?
          """)
      let rows = try Row.fetchCursor(
        statement,
        arguments: [refill.lane.origin + 1, refill.lane.lane, refill.after, refill.limit])
      var jobs: [Job] = []
      while let row = try rows.next() { jobs.append(try Self.job(row)) }
      return jobs
    }
  }

  private static func job(_ row: Row) throws -> Job {
    let address = try address(row[1])
    var job = Job(
      address: address, kind: JournalWords.kind(row[2]), depth: row[3],
      parent: try (row[6] as String?).map { try Self.address($0) },
      via: (row[4] as String?).map { Via($0) }, hops: row[5])
    job.record = row[0]
    job.turn = row[18]
    if let status = row[7] as String? {
      let visit = EarlierVisit(
        column: JournalWords.column(status, row[8]),
        answeredBy: try (row[11] as String?).map { try Self.address($0) } ?? address,
        etag: row[9], lastModified: row[10], content: content(row, from: 12))
      // That an answer which could not be used is still the same is no news.
      if case .failed = visit.column {
        job.earlier = visit.withoutValidators
      } else {
        job.earlier = visit
      }
    }
    return job
  }

  static func content(_ row: Row, from first: Int) -> StoredContent? {
    guard let file = row[first] as String?,
      let format = (row[first + 3] as String?).flatMap(ImageFormat.init(rawValue:))
    else { return nil }
    return StoredContent(
      file: file, sha256: row[first + 1], bytes: row[first + 2],
      facts: ImageFacts(format: format, width: row[first + 4], height: row[first + 5]))
  }

  /// An address that a row must have.
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

  /// The address or digest of an image that a row must have.
  static func imageKey(_ text: String?) throws -> ImageKey {
    if let text, let key = ImageKey(name: text) { return key }
    return .address(try address(text))
  }
}
