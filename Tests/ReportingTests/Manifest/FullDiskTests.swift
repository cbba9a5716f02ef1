import Files
import Reporting
import TestSupport
import Testing

@Suite(.enabled(if: SmallDisk.isPossible, "mounting a small file system needs root"))
struct FullDiskTests {
  let disk: SmallDisk
  let scratch: Scratch

  init() throws {
    disk = try #require(SmallDisk())
    scratch = try Scratch(in: disk.path)
  }

  @Test func `a full disk keeps the old manifest`() throws {
    let writer = scratch.manifest
    try writer.folder.write(Array("{}".utf8), as: "summary.json")
    let error = #expect(throws: ReportError.self) {
      try writer.folder.write([UInt8](repeating: 32, count: 1 << 19), as: "summary.json")
    }
    #expect(error?.code == .diskFull)
    #expect(error?.description.hasPrefix("summary.json was not stored. ") == true)
    #expect(try scratch.read("summary.json") == Array("{}".utf8))
    #expect(try Set(scratch.output.names()) == [".magpie", "summary.json"])
    #expect(try scratch.temporary.names().isEmpty)
  }
}
