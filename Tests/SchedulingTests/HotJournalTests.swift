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
      try db.execute(sql: "BEGIN IMMEDIATE; UPDATE setting SET value = 'half'")
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
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/crawl.sqlite-journal"))
  }
}
