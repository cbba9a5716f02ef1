import Bytes
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
  private let digest: SHA256Digest

  init() throws {
    folder = try TemporaryFolder()
    state = try Folder.open(folder.path)
    let bytes: [UInt8] = [1, 2]
    digest = SHA256Digest(of: bytes.span)
  }

  @Test func `names are read as written`() throws {
    let log = try PlacementLog(in: state)
    try log.add("images/a.png", digest)
    try log.add("images/b c.png", digest)
    #expect(try PlacementLog.read(in: state) == ["images/a.png": digest, "images/b c.png": digest])
  }

  @Test func `a file from before is not one left by a crashed run`() throws {
    let log = try PlacementLog(in: state)
    try log.add("images/a.png", digest)
    try log.add("images/b.png", digest)
    try log.forgetOldest()
    try log.retract("images/a.png")
    #expect(try PlacementLog.read(in: state) == ["images/b.png": digest])
  }

  @Test func `an incomplete line is ignored`() throws {
    let log = try PlacementLog(in: state)
    try log.add("images/a.png", digest)
    let file = folder.file("placed-a")
    try Data(contentsOf: file).dropLast(3).write(to: file)
    #expect(try PlacementLog.read(in: state).isEmpty)
  }

  @Test(arguments: [
    "images/" + String(repeating: "x", count: 256), "../a.png", "images/./a.png", "/a.png",
    "images//a.png", "images/", "images/a\0.png", "..",
  ])
  func `a line that no file can have is ignored`(path: String) throws {
    let log = try PlacementLog(in: state)
    try log.add(path, digest)
    try log.add("images/" + String(repeating: "y", count: 255), digest)
    #expect(try PlacementLog.read(in: state).keys.map(\.count) == [262])
  }

  @Test func `a name is dropped after two calls and not after one`() throws {
    let log = try PlacementLog(in: state)
    try log.add("images/a.png", digest)
    try log.forgetOldest()
    #expect(try PlacementLog.read(in: state) == ["images/a.png": digest])
    try log.forgetOldest()
    #expect(try PlacementLog.read(in: state).isEmpty)
    try log.add("images/b.png", digest)
    try log.clear()
    #expect(try PlacementLog.read(in: state).isEmpty)
  }
}
