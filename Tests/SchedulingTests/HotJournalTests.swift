import CrawlModel
import Files
import Foundation
import GRDB
import TestSupport
import Testing

@testable import Scheduling

/// A process that is killed amid a transaction leaves a rollback journal beside the file.
struct HotJournalTests {
  /// A folder as it is when a process was killed while it changed a setting.
  private func killed() throws -> TemporaryFolder {
    let journal = try JournalFolder()
    let writer = try Journal(journal.path)
    try writer.set(["word": "before"])
    try writer.close()
    let copy = try TemporaryFolder()
    let queue = try DatabaseQueue(path: journal.path)
    try queue.writeWithoutTransaction { db in
      // More than the cache holds, so that changed pages reach the file before the end.
      try db.execute(
        sql: """
          PRAGMA cache_size = 5;
          BEGIN IMMEDIATE;
          UPDATE setting SET value = 'half';
          WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers LIMIT 2000)
          INSERT INTO setting SELECT 'filler ' || n, hex(zeroblob(200)) FROM numbers
          """)
      for name in ["crawl.sqlite", "crawl.sqlite-journal"] {
        try FileManager.default.copyItem(at: journal.folder.file(name), to: copy.file(name))
      }
      try db.execute(sql: "ROLLBACK")
    }
    return copy
  }

  @Test func `the next run takes the half transaction back`() throws {
    let folder = try killed()
    let journal = try Journal(folder.path + "/" + Journal.fileName)
    #expect(try journal.setting("word") == "before")
  }

  @Test func `so does a command that only reads`() throws {
    let folder = try killed()
    let journal = try Journal(readingIn: Folder.open(folder.path))
    #expect(try journal.setting("word") == "before")
    #expect(try journal.settings("filler").isEmpty)
  }
}
