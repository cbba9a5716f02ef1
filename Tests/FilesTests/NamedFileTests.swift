import Files
import Foundation
import Testing

/// A file of the user, which appears as a whole.
struct NamedFileTests {
  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  /// Whether the file system has files without names.
  private static let canBeNameless: Bool = {
    let flags = 0o20_000_000 | O_DIRECTORY | O_RDWR
    let number = open(NSTemporaryDirectory(), flags, 0o600)
    if number >= 0 { close(number) }
    return number >= 0
  }()

  @Test(.enabled(if: canBeNameless, "the file system has no files without names"))
  func `nothing is in the folder before it is complete`() throws {
    var file = try NamedFile(writing: scratch.path + "/out")
    try file.append(Array("text".utf8).span)
    #expect(try scratch.names.isEmpty)
    try file.close()
    #expect(try scratch.names == ["out"])
    #expect(try scratch.text("out") == "text")
  }

  @Test func `it replaces another one and keeps its permissions`() throws {
    try scratch.write("old", "out")
    #expect(chmod(scratch.path + "/out", 0o640) == 0)
    var file = try NamedFile(writing: scratch.path + "/out")
    try file.append(Array(repeating: UInt8(ascii: "a"), count: 200_000).span)
    #expect(try scratch.text("out") == "old")
    try file.close()
    #expect(try scratch.names == ["out"])
    #expect(try scratch.text("out").utf8.count == 200_000)
    let mode = try FileManager.default.attributesOfItem(atPath: scratch.path + "/out")[
      .posixPermissions]
    #expect(mode as? Int == 0o640)
  }

  @Test func `without an end nothing changes`() throws {
    try scratch.write("old", "out")
    do {
      var file = try NamedFile(writing: scratch.path + "/out")
      try file.append(Array("new".utf8).span)
    }
    try NamedFile.check(writing: scratch.path + "/out")
    try NamedFile.check(writing: scratch.path + "/other")
    #expect(try scratch.names == ["out"])
    #expect(try scratch.text("out") == "old")
  }
}
