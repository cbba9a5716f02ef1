import Addressing
import CrawlModel
import GRDB

/// One transaction of the journal: what it is told of goes into the tables, with the statements
/// prepared once.
struct JournalTransaction {
  private let run: Int
  private let db: Database
  private let insertAddress: Statement
  private let admitAddress: Statement
  private let insertWaiting: Statement
  private let deleteWaiting: Statement
  private let insertReference: Statement
  private let insertResult: Statement

  init(_ db: Database, run: Int) throws {
    self.db = db
    self.run = run
    insertAddress = try db.cachedStatement(
      sql: "INSERT INTO address VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
    admitAddress = try db.cachedStatement(
      sql: """
        UPDATE address SET left_out = NULL, kind = ?, depth = ?, hops = ?, parent = ?, via = ?
        WHERE id = ?
        """)
    insertWaiting = try db.cachedStatement(sql: "INSERT OR IGNORE INTO waiting VALUES (?, ?, ?, ?)")
    deleteWaiting = try db.cachedStatement(
      sql: "DELETE FROM waiting WHERE origin = ? AND lane = ? AND turn = ?")
    insertReference = try db.cachedStatement(
      sql: "INSERT INTO reference VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
    insertResult = try db.cachedStatement(
      sql: """
        INSERT OR REPLACE INTO result
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, ?)
        """)
  }

  /// Writes entries in their order.
  func write(_ entries: [JournalEntry]) throws {
    // What is put and done within one transaction never waits on the disk.
    var done: Set<Int> = []
    for case .result(let result) in entries { done.insert(result.number) }
    var unwritten: Set<Int> = []
    for entry in entries {
      switch entry {
      case .address(let address):
        try write(address)
        if address.leftOut == nil {
          if done.contains(address.number) {
            unwritten.insert(address.number)
          } else {
            try wait(address)
          }
        }
      case .admitted(let address):
        try admitAddress.run(
          JournalWords.word(address.kind), address.depth, address.hops, address.parentOrNil,
          address.via?.text, address.number)
        try wait(address)
      case .result(let result):
        try write(result)
        if !unwritten.contains(result.number) {
          try deleteWaiting.run(result.lane.origin + 1, result.lane.lane, result.turn)
        }
      case .reference(let image, let page, let source, let via, let caption, let isNofollow):
        try insertReference.run(
          image, page, source, run, via.text, caption.alt, caption.title, caption.caption,
          caption.heading, caption.linkText, caption.width, caption.height,
          caption.sizes, isNofollow ? true : nil)
      default: try writeRare(entry)
      }
    }
  }

  private func wait(_ address: NewAddress) throws {
    try insertWaiting.run(
      address.lane.origin + 1, address.lane.lane, address.turn, address.number)
  }

  private func write(_ address: NewAddress) throws {
    try insertAddress.run(
      address.number, Int64(bitPattern: address.fingerprint), address.address.text,
      JournalWords.word(address.kind), address.lane.origin + 1, address.depth, address.hops,
      address.parentOrNil, address.via?.text, address.leftOut?.rawValue, run)
  }

  private func write(_ result: JournalResult) throws {
    let words = JournalWords.words(result.column, isImage: result.isImage)
    let response = result.response
    switch result.outcome {
    case .aside: return
    case .unchanged, .gone:
      // What is known of the content stays.
      return try execute(
        """
        UPDATE result SET run = iif(status = 'gone' AND ?1 = 'gone', run, ?2), status = ?1,
          reason = ?3, http_status = ?4, fetched_at = ?5, etag = ifnull(?6, etag),
          last_modified = ifnull(?7, last_modified),
          moved_to = iif(status = 'gone' AND ?1 = 'gone', moved_to, NULL) WHERE address = ?8
        """,
        words.status, run, words.reason, response?.status, response?.fetchedAt.rfc3339,
        response?.etag, response?.lastModified, result.number)
    default: break
    }
    var content = try result.earlier?.content.map { try contentID($0) } ?? nil
    var bytes = response?.bytes
    if case .stored(let stored) = result.outcome {
      content = try replace(content, with: stored, by: result.number, of: result)
      bytes = stored.bytes
    } else if case .duplicate(let stored) = result.outcome {
      content = try replace(content, with: stored, by: nil, of: result)
      bytes = stored.bytes
    }
    let wasRead = if case .fetched = result.outcome { true } else { false }
    try insertResult.run(
      result.number, run, words.status, words.reason, result.note, result.kind?.rawValue,
      response?.status,
      response?.contentType,
      response?.etag, response?.lastModified, result.finalAddress?.text, bytes,
      response?.fetchedAt.rfc3339, content,
      result.redirect == 0 ? nil : result.redirect, result.links, result.images, result.title,
      wasRead ? run : nil, OptOutText.text(of: result.optOuts))
  }

  /// Makes an address name a content; what it named before stays with a line of its own.
  private func replace(
    _ old: Int64?, with content: StoredContent, by owner: Int?, of result: JournalResult
  ) throws -> Int64? {
    try execute(
      """
      INSERT INTO content (sha256, file, bytes, format, width, height, owner, run)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (sha256) DO UPDATE SET file = excluded.file, owner = ifnull(owner, excluded.owner)
      """,
      content.sha256, content.file, content.bytes, content.facts.format.rawValue,
      content.facts.width, content.facts.height, owner, run)
    let new = try contentID(content)
    if let old, let new, old != new {
      try execute("INSERT INTO replaced VALUES (?, ?, ?, ?)", result.number, old, new, run)
    }
    return new
  }

  private func contentID(_ content: StoredContent) throws -> Int64? {
    let statement = try db.cachedStatement(sql: "SELECT id FROM content WHERE sha256 = ?")
    return try Int64.fetchOne(statement, arguments: [content.sha256])
  }

  private func writeRare(_ entry: JournalEntry) throws {
    switch entry {
    case .origin(let number, let origin):
      try execute(
        "INSERT OR IGNORE INTO origin (id, origin) VALUES (?, ?)", number + 1, origin.description)
    case .attempt(let number, let attempt):
      try execute(
        "INSERT INTO attempt VALUES (?, ?, ?, ?, ?, ?, ?)", number, run,
        attempt.endedAt.rfc3339, attempt.target.text, attempt.fault?.rawValue,
        attempt.httpStatus, attempt.pause.seconds)
    case .circle(let number):
      try execute(
        "UPDATE result SET status = 'failed', reason = ? WHERE address = ?",
        FailureReason.redirectLoop.rawValue, number)
    case .rest(let origin, let until):
      try execute("UPDATE origin SET rests_until = ? WHERE id = ?", until.rfc3339, origin + 1)
    case .receipt(let origin, let receipt):
      try execute(
        "UPDATE origin SET requests = ?, retries = ?, fastest_interval = ? WHERE id = ?",
        receipt.requests, receipt.retries, receipt.fastestInterval?.seconds, origin + 1)
    case .address, .admitted, .reference, .result: break
    }
  }

  /// Writes the books as they are after the entries.
  func write(_ books: Books) throws {
    try execute("DELETE FROM books")
    for (kind, tally) in [("image", books.images), ("page", books.pages)] {
      for (column, number) in tally.columns {
        let words = JournalWords.words(column, isImage: kind == "image")
        try execute(
          "INSERT INTO books VALUES (?, ?, ?, ?)", kind, words.status, words.reason ?? "", number)
      }
    }
    try execute("INSERT INTO books VALUES ('bytes', 'stored', '', ?)", books.storedBytes)
  }

  private func execute(_ sql: String, _ arguments: (any DatabaseValueConvertible)?...) throws {
    let statement = try db.cachedStatement(sql: sql)
    statement.setUncheckedArguments(StatementArguments(arguments))
    try statement.execute()
  }
}

extension Statement {
  /// Executes with these values in the order of the question marks.
  fileprivate func run(_ arguments: (any DatabaseValueConvertible)?...) throws {
    setUncheckedArguments(StatementArguments(arguments))
    try execute()
  }
}

extension NewAddress {
  fileprivate var parentOrNil: Int? { parent == 0 ? nil : parent }
}

extension Duration {
  /// The duration in seconds.
  var seconds: Double {
    Double(components.seconds) + Double(components.attoseconds) / 1e18
  }
}
