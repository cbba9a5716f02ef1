import CrawlModel
import Files
import Foundation
import TestSupport
import Testing

@testable import Storing

/// The list of files that a crashed run may have left without a record.
struct PlacementLogTests {
  private let folder: TemporaryFolder
  private let state: Folder

  init() throws {
    folder = try TemporaryFolder()
    state = try Folder.open(folder.path)
  }

  @Test func `names are read as written`() throws {
    let log = try PlacementLog(in: state)
    try log.add("images/a.png")
    try log.add("images/b c.png")
    #expect(try PlacementLog.read(in: state) == ["images/a.png", "images/b c.png"])
  }

  @Test func `a file from before is not one left by a crashed run`() throws {
    let log = try PlacementLog(in: state)
    try log.add("images/a.png")
    try log.add("images/b.png")
    try log.forgetOldest()
    try log.retract("images/a.png")
    #expect(try PlacementLog.read(in: state) == ["images/b.png"])
  }

  @Test func `an incomplete line is ignored`() throws {
    let log = try PlacementLog(in: state)
    try log.add("images/a.png")
    let file = folder.file("placed-a")
    try Data(contentsOf: file).dropLast(3).write(to: file)
    #expect(try PlacementLog.read(in: state).isEmpty)
  }

  @Test func `a name is dropped after two calls and not after one`() throws {
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
