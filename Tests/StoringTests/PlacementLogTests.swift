import CrawlModel
import Files
import Foundation
import TestSupport
import Testing

@testable import Storing

/// The list of files that a dead run may have left without a record.
struct PlacementLogTests {
  private let folder: TemporaryFolder
  private let state: Folder

  init() throws {
    folder = try TemporaryFolder()
    state = try Folder.open(folder.path)
  }

  @Test func `names are read as they were taken down`() throws {
    let log = try PlacementLog(in: state)
    try log.add("images/a.png")
    try log.add("images/b c.png")
    #expect(try PlacementLog.read(in: state) == ["images/a.png", "images/b c.png"])
  }

  @Test func `a file that was there before is none that a dead run left`() throws {
    let log = try PlacementLog(in: state)
    try log.add("images/a.png")
    try log.add("images/b.png")
    try log.forgetOldest()
    try log.retract("images/a.png")
    #expect(try PlacementLog.read(in: state) == ["images/b.png"])
  }

  @Test func `a line that was being written counts for nothing`() throws {
    let log = try PlacementLog(in: state)
    try log.add("images/a.png")
    let file = folder.file("placed-a")
    try Data(contentsOf: file).dropLast(3).write(to: file)
    #expect(try PlacementLog.read(in: state).isEmpty)
  }

  @Test func `a name is forgotten after two calls and not after one`() throws {
    let log = try PlacementLog(in: state)
    try log.add("images/a.png")
    try log.forgetOldest()
    #expect(try PlacementLog.read(in: state) == ["images/a.png"])
    try log.forgetOldest()
    #expect(try PlacementLog.read(in: state).isEmpty)
    try log.add("images/b.png")
    try log.clear()
    #expect(try PlacementLog.read(in: state).isEmpty)
  }
}
