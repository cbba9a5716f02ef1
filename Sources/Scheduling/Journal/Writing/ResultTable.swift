import Addressing
import CrawlModel
import GRDB
import Statements

/// Writes the outcomes of addresses.
struct ResultTable {
  private static let insertion = """
    INSERT OR REPLACE INTO result
      (address, run, status, reason, note, trap_rule, trap_evidence, kind, http_status,
      content_type, etag, last_modified, final_url, bytes, fetched_at, content, redirect, links,
      images, title, language, read_run, opt_outs, is_filled_by_scripts, caching, token)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    """

  // The known content is kept.
  private static let confirmation = """
    UPDATE result
    SET run = iif(status = 'gone' AND ?1 = 'gone', run, ?2), status = ?1, reason = ?3,
      http_status = ?4, fetched_at = ?5, etag = ifnull(?6, etag),
      last_modified = ifnull(?7, last_modified),
      caching = ifnull(nullif(?9, ''), caching),
      moved_to = iif(status = 'gone' AND ?1 = 'gone', moved_to, NULL)
    WHERE address = ?8
    """

  private static let loopUpdate = """
    UPDATE result SET status = 'failed', reason = ? WHERE address = ?
    """

  private let run: Int
  private let contents: ContentTable
  private let insertResult: LazyStatement
  private let confirmResult: LazyStatement
  private let markLoop: LazyStatement

  init(_ db: Database, run: Int) {
    self.run = run
    contents = ContentTable(db, run: run)
    insertResult = LazyStatement(db, Self.insertion)
    confirmResult = LazyStatement(db, Self.confirmation)
    markLoop = LazyStatement(db, Self.loopUpdate)
  }

  /// Writes the outcome of an address.
  func write(_ result: BacklogResult) throws {
    switch result.outcome {
    case .aside: return
    case .unchanged where result.isThereAgain:
      try insert(result, contents.row(before: result), bytes: result.earlier?.content?.bytes)
    case .unchanged, .gone: try confirm(result)
    case .stored(let stored):
      let content = try contents.name(stored, by: result, owner: result.number)
      try insert(result, content, bytes: stored.bytes)
    case .duplicate(let stored):
      let content = try contents.name(stored, by: result, owner: nil)
      try insert(result, content, bytes: stored.bytes)
    case .fetched, .redirected, .skipped, .failed:
      try insert(result, contents.row(before: result), bytes: result.response?.bytes)
    }
  }

  private func confirm(_ result: BacklogResult) throws {
    let words = JournalWords.words(result.column, isImage: result.isImage)
    try confirmResult.run { row in
      row.add(words.status)
      row.add(run)
      row.add(words.reason)
      row.add(result.response?.status)
      row.add(result.response?.fetchedAt.rfc3339)
      row.add(result.response?.etag)
      row.add(result.response?.lastModified)
      row.add(result.number)
      row.add(result.response?.caching)
    }
  }

  private func insert(_ result: BacklogResult, _ content: ContentRow?, bytes: Int?) throws {
    let words = JournalWords.words(result.column, isImage: result.isImage)
    let response = result.response
    let wasRead = if case .fetched = result.outcome { true } else { false }
    try insertResult.run { row in
      row.add(result.number)
      row.add(run)
      row.add(words.status)
      row.add(words.reason)
      row.add(result.note)
      row.add(result.trap?.rule.rawValue)
      row.add(result.trap?.evidence)
      row.add(result.kind?.rawValue)
      row.add(response?.status)
      row.add(response?.contentType)
      row.add(response?.etag)
      row.add(response?.lastModified)
      row.add(result.finalAddress?.text)
      row.add(bytes)
      row.add(response?.fetchedAt.rfc3339)
      row.add(content)
      row.add(result.redirect)
      row.add(result.links)
      row.add(result.images)
      row.add(result.title)
      row.add(result.language)
      row.add(wasRead ? run : nil)
      row.add(OptOutText.text(of: result.optOuts))
      row.add(result.isFilledByScripts ? 1 : nil)
      row.add(response?.caching)
      row.add(result.token)
    }
  }

  /// Marks a document that turned out to be in a redirect loop.
  func markRedirectLoop(_ number: RecordNumber) throws {
    try markLoop.run { row in
      row.add(FailureReason.redirectLoop.rawValue)
      row.add(number)
    }
  }
}
