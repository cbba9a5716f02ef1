import Files
import Foundation
import Storing
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

  @Test func `a full disk leaves no partial file, and the image can be stored once there is space`()
    throws
  {
    let tree = try scratch.tree()
    let small = try tree.put(image("https://a.org/small.jpg", "small"))
    let large = try image("https://a.org/large.jpg", String(repeating: "x", count: 1 << 18))
    let error = #expect(throws: StoreError.self) { _ = try tree.put(large) }
    #expect(error?.code == .diskFull)
    #expect(error?.endsCrawl == true)
    #expect(error?.description.contains("the disk is full") == true)
    #expect(try scratch.files == [small.file])
    #expect(try scratch.temporary.names().isEmpty)

    // What fits still goes in, and the failed one under its own name once there is room.
    _ = try tree.put(image("https://a.org/other.jpg", "other"))
    #expect(mount("none", disk.path, "tmpfs", UInt(MS_REMOUNT), "size=2m") == 0)
    let stored = try tree.put(large)
    #expect(stored == StoredImage(file: "images/a.org/large.jpg", isDuplicate: false))
    #expect(try scratch.read(stored.file).count == 1 << 18)
  }
}
