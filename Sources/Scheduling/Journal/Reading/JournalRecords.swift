import Addressing
import CrawlModel
import GRDB
import Statements

extension Journal: CrawlRecords {}

/// The records of a journal as they are at one moment, read in chunks.
struct JournalRecords {
  /// The number of records in memory at a time.
  static let chunk = 64

  private let snapshot: any DatabaseReader
  private let path: String
  private let passStartedAt: Timestamp?

  init(_ journal: Journal) throws(FrontierError) {
    path = journal.path
    snapshot = try journal.attempt("read") {
      if let database = journal.database as? DatabasePool { return try database.makeSnapshot() }
      let copy = try DatabaseQueue()
      try journal.database.backup(to: copy)
      return copy
    }
    let snapshot = snapshot
    passStartedAt = try journal.attempt("read") { try snapshot.read(Journal.passStart) }
  }

  /// All lists of records; an image is followed by those it replaced.
  var all: FrontierRecords {
    var known: ReferringPages?
    var shown: ShownImages?
    return FrontierRecords(
      pages: reader { db, last in
        try PageRows.read(db, after: last, limit: Self.chunk, &shown)
      },
      images: reader { db, last in
        try ImageRows.read(db, after: last, limit: Self.chunk, &known)
      },
      outcomes: reader { db, last in try OutcomeRows.read(db, after: last, limit: Self.chunk) },
      passStartedAt: passStartedAt)
  }

  /// The records of the images that have a content, in the order in which the pages show them.
  var imagesInPageOrder: EntryReader<ManifestEntry> {
    var known: ReferringPages?
    // In reverse order.
    var numbers: [RecordNumber]?
    var entries: [ManifestEntry] = []
    let (snapshot, path) = (snapshot, path)
    return { () throws(FrontierError) -> ManifestEntry? in
      while entries.isEmpty {
        do {
          try snapshot.read { db in
            if numbers == nil { numbers = try PageOrder.read(db).reversed() }
            guard let number = numbers?.popLast() else { return }
            let before = RecordNumber(rawValue: number.rawValue - 1)
            entries = try ImageRows.read(db, after: before, limit: 1, &known).entries.reversed()
          }
        } catch {
          throw FrontierError(error, "read", path)
        }
        if entries.isEmpty { return nil }
      }
      return entries.popLast()
    }
  }

  /// Reads chunk after chunk until there is no further record.
  private func reader<Entry>(
    _ read: @escaping (Database, RecordNumber) throws -> (entries: [Entry], last: RecordNumber?)
  ) -> EntryReader<Entry> {
    // In reverse order.
    var entries: [Entry] = []
    var last: RecordNumber? = .beforeFirst
    let (snapshot, path) = (snapshot, path)
    return { () throws(FrontierError) -> Entry? in
      while true {
        if let entry = entries.popLast() { return entry }
        guard let after = last else { return nil }
        do {
          (entries, last) = try snapshot.read { db in try read(db, after) }
        } catch {
          throw FrontierError(error, "read", path)
        }
        entries.reverse()
      }
    }
  }
}
