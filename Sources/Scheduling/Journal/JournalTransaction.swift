import Addressing
import CrawlModel
import GRDB
import Statements

/// One transaction of the journal: what it is told of goes into the tables, with the statements
/// prepared once.
struct JournalTransaction {
  private let run: Int
  private let db: Database
  private let insertAddress: QuickStatement
  private let admitAddress: QuickStatement
  private let insertWaiting: QuickStatement
  private let deleteWaiting: QuickStatement
  private let insertReference: QuickStatement
  private let insertResult: QuickStatement
  private let insertContent: QuickStatement
  private let updateContent: QuickStatement
  private let selectContent: QuickStatement

  init(_ db: Database, run: Int) throws {
    self.db = db
    self.run = run
    insertAddress = try QuickStatement(
      db, "INSERT INTO address VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
    admitAddress = try QuickStatement(
      db,
      """
      UPDATE address SET left_out = NULL, kind = ?, depth = ?, hops = ?, parent = ?, via = ?
      WHERE id = ?
      """)
    insertWaiting = try QuickStatement(db, "INSERT OR IGNORE INTO waiting VALUES (?, ?, ?, ?)")
    deleteWaiting = try QuickStatement(
      db, "DELETE FROM waiting WHERE origin = ? AND lane = ? AND turn = ?")
    insertReference = try QuickStatement(
      db, "INSERT INTO reference VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
    insertResult = try QuickStatement(
      db,
      """
      INSERT OR REPLACE INTO result
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, ?)
      """)
    insertContent = try QuickStatement(
      db,
      """
      INSERT INTO content (sha256, file, bytes, format, width, height, owner, run)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (sha256) DO NOTHING
      """)
    updateContent = try QuickStatement(
      db,
      """
      UPDATE content SET file = ?2, owner = ifnull(owner, ?3) WHERE sha256 = ?1 RETURNING id
      """)
    selectContent = try QuickStatement(db, "SELECT id FROM content WHERE sha256 = ?")
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
        try admitAddress.run { row in
          row.add(JournalWords.word(address.kind))
          row.add(address.depth)
          row.add(address.hops)
          row.add(address.parentOrNil)
          row.add(address.via?.text)
          row.add(address.number)
        }
        try wait(address)
      case .result(let result):
        try write(result)
        if !unwritten.contains(result.number) {
          try deleteWaiting.run { row in
            row.add(result.lane.origin + 1)
            row.add(result.lane.lane)
            row.add(result.turn)
          }
        }
      case .reference(let image, let page, let source, let via, let caption, let isNofollow):
        try insertReference.run { row in
          row.add(image)
          row.add(page)
          row.add(source)
          row.add(run)
          row.add(via.text)
          row.add(caption.alt)
          row.add(caption.title)
          row.add(caption.caption)
          row.add(caption.heading)
          row.add(caption.linkText)
          row.add(caption.width)
          row.add(caption.height)
          row.add(caption.sizes)
          row.add(isNofollow ? 1 : nil)
        }
      default: try writeRare(entry)
      }
    }
  }

  private func wait(_ address: NewAddress) throws {
    try insertWaiting.run { row in
      row.add(address.lane.origin + 1)
      row.add(address.lane.lane)
      row.add(address.turn)
      row.add(address.number)
    }
  }

  private func write(_ address: NewAddress) throws {
    try insertAddress.run { row in
      row.add(address.number)
      row.add(Int(Int64(bitPattern: address.fingerprint)))
      row.add(address.key.text)
      row.add(JournalWords.word(address.kind))
      row.add(address.lane.origin + 1)
      row.add(address.depth)
      row.add(address.hops)
      row.add(address.parentOrNil)
      row.add(address.via?.text)
      row.add(address.leftOut?.rawValue)
      row.add(run)
    }
    if let note = address.note {
      try execute("INSERT INTO left_out_note VALUES (?, ?)", address.number, note)
    }
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
    try insertResult.run { row in
      row.add(result.number)
      row.add(run)
      row.add(words.status)
      row.add(words.reason)
      row.add(result.note)
      row.add(result.kind?.rawValue)
      row.add(response?.status)
      row.add(response?.contentType)
      row.add(response?.etag)
      row.add(response?.lastModified)
      row.add(result.finalAddress?.text)
      row.add(bytes)
      row.add(response?.fetchedAt.rfc3339)
      row.add(content)
      row.add(result.redirect == 0 ? nil : result.redirect)
      row.add(result.links)
      row.add(result.images)
      row.add(result.title)
      row.add(wasRead ? run : nil)
      row.add(OptOutText.text(of: result.optOuts))
    }
  }

  /// Makes an address name a content; what it named before stays with a line of its own.
  private func replace(
    _ old: Int?, with content: StoredContent, by owner: Int?, of result: JournalResult
  ) throws -> Int? {
    // Nearly all are new; to be told the number by an upsert would cost each of them a table.
    let inserted = try insertContent.insert { row in
      row.add(content.sha256)
      row.add(content.file)
      row.add(content.bytes)
      row.add(content.facts.format.rawValue)
      row.add(content.facts.width)
      row.add(content.facts.height)
      row.add(owner)
      row.add(run)
    }
    let new =
      try inserted
      ?? updateContent.run { row in
        row.add(content.sha256)
        row.add(content.file)
        row.add(owner)
      }
    if let old, let new, old != new {
      try execute("INSERT INTO replaced VALUES (?, ?, ?, ?)", result.number, old, new, run)
    }
    return new
  }

  private func contentID(_ content: StoredContent) throws -> Int? {
    try selectContent.run { $0.add(content.sha256) }
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
        "UPDATE origin SET requests = ?, retries = ?, fastest_interval = ?, rests = ? WHERE id = ?",
        receipt.requests, receipt.retries, receipt.fastestInterval?.seconds, receipt.rests,
        origin + 1)
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

extension NewAddress {
  fileprivate var parentOrNil: Int? { parent == 0 ? nil : parent }
}

extension Duration {
  /// The duration in seconds.
  var seconds: Double {
    Double(components.seconds) + Double(components.attoseconds) / 1e18
  }
}
