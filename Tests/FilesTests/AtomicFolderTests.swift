import Files
import Foundation
import Testing

/// A folder that appears as a whole, and replaces nothing that has changed since it was begun.
struct AtomicFolderTests {
  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  /// Begins a folder with a file in it.
  private func begin() throws -> AtomicFolder {
    let output = try AtomicFolder(scratch.path + "/out") { name, _ in name != "foreign" }
    var file = try AtomicFile("new", in: output.folder)
    try file.append(Array("new".utf8).span)
    try file.commit()
    return output
  }

  /// Makes an earlier folder with a file and a folder in it.
  private func makeEarlier() throws {
    try FileManager.default.createDirectory(
      atPath: scratch.path + "/out/inner", withIntermediateDirectories: true)
    try scratch.write("old", "out/inner/old")
  }

  @Test(arguments: [false, true])
  func `it appears as a whole, in the place of an earlier one`(hasEarlier: Bool) throws {
    if hasEarlier { try makeEarlier() }
    let output = try begin()
    #expect(try scratch.names == (hasEarlier ? ["out", "out.part"] : ["out.part"]))
    try output.commit()
    #expect(try scratch.names == ["out"])
    #expect(try FileManager.default.subpathsOfDirectory(atPath: scratch.path + "/out") == ["new"])
  }

  @Test func `what has come to its place meanwhile is left there`() throws {
    do {
      let output = try begin()
      try makeEarlier()
      let error = #expect(throws: FileError.self) { try output.commit() }
      #expect(error?.code == .exists)
    }
    #expect(try scratch.names == ["out"])
    #expect(try scratch.text("out/inner/old") == "old")
  }

  /// What may happen to an earlier folder while the new one is filled.
  enum Change: CaseIterable {
    case added, addedFolder, written, replaced, removed, exchanged
  }

  @Test(arguments: Change.allCases)
  func `an earlier folder that has changed meanwhile is left as it is`(change: Change) throws {
    try makeEarlier()
    do {
      let output = try begin()
      switch change {
      case .added: try scratch.write("mine", "out/inner/mine")
      case .addedFolder:
        try FileManager.default.createDirectory(
          atPath: scratch.path + "/out/mine", withIntermediateDirectories: false)
      case .written: try scratch.write("longer", "out/inner/old")
      case .replaced:
        try FileManager.default.removeItem(atPath: scratch.path + "/out/inner/old")
        try scratch.write("longer", "out/inner/old")
      case .removed: try FileManager.default.removeItem(atPath: scratch.path + "/out/inner/old")
      case .exchanged:
        try FileManager.default.moveItem(
          atPath: scratch.path + "/out", toPath: scratch.path + "/moved")
        try makeEarlier()
        try scratch.write("longer", "out/inner/old")
      }
      let before = try FileManager.default.subpathsOfDirectory(atPath: scratch.path + "/out")
        .sorted()
      let error = #expect(throws: FileError.self) { try output.commit() }
      #expect(error?.code == .changed)
      #expect(
        try FileManager.default.subpathsOfDirectory(atPath: scratch.path + "/out").sorted()
          == before)
    }
    #expect(try scratch.names == (change == .exchanged ? ["moved", "out"] : ["out"]))
    if change != .removed {
      let isOld = change == .added || change == .addedFolder
      #expect(try scratch.text("out/inner/old") == (isOld ? "old" : "longer"))
    }
  }

  @Test func `a folder with anything else is refused, and so is a part of somebody else`() throws {
    try makeEarlier()
    try scratch.write("mine", "out/foreign")
    let error = #expect(throws: FileError.self) { try begin() }
    #expect(error?.code == .notEmpty)
    #expect(try scratch.names == ["out"])
    try FileManager.default.moveItem(
      atPath: scratch.path + "/out", toPath: scratch.path + "/out.part")
    let other = #expect(throws: FileError.self) { try begin() }
    #expect(other?.code == .notEmpty)
    #expect(try scratch.text("out.part/foreign") == "mine")
  }
}
