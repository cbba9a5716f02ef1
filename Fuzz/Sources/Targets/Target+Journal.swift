import CrawlModel
import Foundation
import GRDB
import Threads

@testable import Scheduling

extension Target {
  static let journal = Target(
    "journal", "journals with changed cells: every reader gives records or says what is damaged",
    longest: 512
  ) { input in
    do {
      return try ChangedJournal(input).fault
    } catch {
      return "the journal cannot be changed: \(error)"
    }
  }
}

/// A journal of a real crawl in memory, some cells of which have other values.
///
/// Each line of the input changes one cell: a byte for the table, one for the column, one for the
/// row, one for the type, and the value.
struct ChangedJournal {
  /// What a reader did that it must not do.
  let fault: String?

  init(_ changes: [UInt8]) throws {
    let journal = try Journal()
    try Self.original.backup(to: journal.database)
    try journal.database.writeWithoutTransaction { db in
      // A crawl never writes such values, but they may be there.
      try db.execute(sql: "PRAGMA ignore_check_constraints = ON")
      for line in changes.split(separator: 0x0A) where line.count >= 4 {
        try Self.change(Array(line), db)
      }
    }
    fault = Self.readers.lazy.compactMap { Self.fault($0, journal) }.first
  }

  // MARK: The journal

  /// The newest of the dumps in the fixtures, brought up to date.
  private static let original: DatabaseQueue = {
    do {
      let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../../fixtures/journals").standardizedFileURL
      let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      let newest = names.filter { $0.hasSuffix(".sql") }.max() ?? ""
      let dump = try String(contentsOf: folder.appending(path: newest), encoding: .utf8)
      let queue = try DatabaseQueue()
      try queue.writeWithoutTransaction { db in try db.execute(sql: dump) }
      try JournalSchema.migrator.migrate(queue)
      return queue
    } catch {
      fatalError("the dump of a journal cannot be read: \(error)")
    }
  }()

  /// The columns of each table.
  private static let tables: [(name: String, columns: [String])] = {
    do {
      return try original.read { db in
        let names = try String.fetchAll(
          db, sql: "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        return try names.map { ($0, try db.columns(in: $0).map(\.name)) }
      }
    } catch {
      fatalError("the tables of a journal cannot be read: \(error)")
    }
  }()

  private static func change(_ line: [UInt8], _ db: Database) throws {
    let table = tables[Int(line[0]) % tables.count]
    let column = table.columns[Int(line[1]) % table.columns.count]
    let row = Int(line[2]) % 32
    let text = String(decoding: line.dropFirst(4), as: UTF8.self)
    let value: (any DatabaseValueConvertible)? =
      switch line[3] % 6 {
      case 0: nil
      case 1: Int(text) ?? text.utf8.reduce(0) { $0 &* 257 &+ Int($1) }
      case 2: Double(text) ?? .infinity
      case 3: Data(line.dropFirst(4))
      default: text
      }
    let place = row == 0 ? "" : " LIMIT 1 OFFSET \(row - 1)"
    do {
      try db.execute(
        sql: """
          UPDATE OR REPLACE "\(table.name)" SET "\(column)" = ?
          WHERE "\(column)" IS (SELECT "\(column)" FROM "\(table.name)"\(place))
          """, arguments: [value])
    } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT {
      // The value has no place in this column.
    } catch let error as DatabaseError where error.resultCode == .SQLITE_MISMATCH {
    }
  }

  // MARK: Its readers

  private static let readers: [@Sendable (Journal) throws -> Void] = [
    { _ = (try $0.runs, try $0.waiting, try $0.progress, try $0.latestRun) },
    { _ = (try $0.identity, try $0.seeds, try $0.counts) },
    { _ = try $0.hosts(atMost: 20) },
    { journal in
      let records = try journal.records()
      while try records.pages() != nil {}
    },
    { journal in
      let records = try journal.records()
      while try records.images() != nil {}
    },
    { journal in
      let records = try journal.records()
      while try records.outcomes() != nil {}
    },
    { _ = (try $0.failureGroups(), try $0.seedSurvey(), try $0.iconSurvey(), try $0.policies()) },
    { _ = (try $0.parameterizedPages, try $0.pagesAsked) },
    { journal in
      guard let base = Target.base else { return }
      _ = try journal.trails(of: .address(base))
      for seed in try journal.seeds {
        if let key = ImageKey(name: seed) { _ = try journal.trails(of: key) }
      }
    },
    { try resume($0, .resume) }, { try resume($0, .refresh) },
  ]

  private static func fault(
    _ read: (Journal) throws -> Void, _ journal: Journal
  ) -> String? {
    do {
      try read(journal)
      return nil
    } catch is FrontierError {
      return nil
    } catch {
      return "a reader throws \(error)"
    }
  }

  /// Continues the crawl up to the first assignments.
  private static func resume(_ journal: Journal, _ kind: RunKind) throws {
    try journal.begin(kind, at: Timestamp(seconds: 1_000), levelByLevel: false)
    let frontier = try WindowedFrontier(
      journal, Politeness(transfersPerOrigin: 1_000), clock: { Timestamp(seconds: 1_000) })
    _ = try frontier.poll(100, for: WorkerID(0))
    frontier.close()
    try frontier.finish()
  }
}
