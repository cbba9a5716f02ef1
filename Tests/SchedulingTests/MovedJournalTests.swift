import Foundation
import Scheduling
import TestSupport
import Testing

/// A folder that is moved or removed while its journal is open, and another one in its place.
struct MovedJournalTests {
  private let parent: TemporaryFolder

  init() throws { parent = try TemporaryFolder() }

  private func openJournal() throws -> Journal {
    try FileManager.default.createDirectory(
      at: parent.file("crawl"), withIntermediateDirectories: true)
    return try Journal(parent.path + "/crawl/" + Journal.fileName)
  }

  @Test(arguments: [true, false])
  func `the end of the first leaves the files of the second alone`(isMoved: Bool) throws {
    let first = try openJournal()
    try first.set(["word": "first"])
    if isMoved {
      try FileManager.default.moveItem(at: parent.file("crawl"), to: parent.file("old"))
    } else {
      try FileManager.default.removeItem(at: parent.file("crawl"))
    }
    let second = try openJournal()
    try second.set(["word": "second"])
    let names = try FileManager.default.contentsOfDirectory(atPath: parent.path + "/crawl")
    #expect(names.contains("crawl.sqlite-wal"))
    try? first.close()
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: parent.path + "/crawl").sorted()
        == names.sorted())
    try second.set(["other": "word"])
    try second.close()
    #expect(try openJournal().settings("") == ["word": "second", "other": "word"])
    guard isMoved else { return }
    let moved = try Journal(parent.path + "/old/" + Journal.fileName)
    #expect(try moved.setting("word") == "first")
  }
}
