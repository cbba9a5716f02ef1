import Bytes
import Files
import Foundation
import Testing

struct WritingTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  @Test func `a committed file is in place without any other file`() throws {
    var file = try AtomicFile("a.txt", in: scratch.folder())
    try file.append(Array("hello ".utf8).span)
    try file.append(Array("world".utf8).span)
    try file.commit()
    #expect(try scratch.text("a.txt") == "hello world")
    #expect(try scratch.names == ["a.txt"])
  }

  @Test func `a discarded file leaves only the old file`() throws {
    try scratch.write("old", "a.txt")
    var file = try AtomicFile("a.txt", in: scratch.folder())
    try file.append(Array("new".utf8).span)
    file.discard()
    #expect(try scratch.text("a.txt") == "old")
    #expect(try scratch.names == ["a.txt"])
  }

  @Test func `a file without a commit leaves nothing`() throws {
    struct Interruption: Error {}
    func write() throws {
      var file = try AtomicFile("a.txt", in: scratch.folder())
      try file.append(Array("new".utf8).span)
      throw Interruption()
    }
    #expect(throws: Interruption.self) { try write() }
    #expect(try scratch.names == [])
  }

  @Test func `a committed file replaces the old one`() throws {
    try scratch.write("old", "a.txt")
    var file = try AtomicFile("a.txt", in: scratch.folder())
    try file.append(Array("new".utf8).span)
    #expect(try scratch.text("a.txt") == "old")
    try file.commit()
    #expect(try scratch.text("a.txt") == "new")
  }

  @Test(arguments: [
    0, 1, AtomicFile.bufferSize - 1, AtomicFile.bufferSize, AtomicFile.bufferSize + 1, 1_000_000,
  ])
  func `bytes appended in pieces are read back`(size: Int) throws {
    let bytes = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 7) }
    var file = try AtomicFile("a", in: scratch.folder())
    try file.append([1].span)
    try file.append(bytes.span)
    try file.append([2].span)
    try file.commit()
    let folder = try scratch.folder()
    let all = [1] + bytes + [2]
    let digest = SHA256Digest(of: all.span)
    #expect(try folder.contents(of: "a", limit: size + 2) == all)
    #expect(try folder.digest(of: "a") == digest)
  }

  @Test func `no more of a file is read than the limit and a byte`() throws {
    try scratch.write("abcdef", "file")
    #expect(try scratch.folder().contents(of: "file", limit: 6)?.count == 6)
    #expect(try scratch.folder().contents(of: "file", limit: 3)?.count == 4)
    #expect(try scratch.folder().contents(of: "other", limit: 3) == nil)
    #expect(try scratch.folder().digest(of: "other") == nil)
  }

  @Test func `an empty file can be read`() throws {
    try scratch.write("", "empty")
    #expect(try scratch.folder().contents(of: "empty", limit: 9) == [])
    let nothing: [UInt8] = []
    let digest = SHA256Digest(of: nothing.span)
    #expect(try scratch.folder().digest(below: "empty") == digest)
  }

  @Test func `a folder or a pipe cannot be read as a file`() throws {
    let folder = try scratch.folder()
    _ = try folder.folder("folder", creating: true)
    #expect(mkfifo(scratch.path + "/pipe", 0o600) == 0)
    for name in ["folder", "pipe"] {
      #expect(FileError.code { _ = try folder.digest(of: name) } == .notAFile)
      #expect(FileError.code { _ = try folder.contents(of: name, limit: 9) } == .notAFile)
      #expect(FileError.code { try folder.checkIsPlain(name, forWriting: false) } == .notAFile)
    }
  }

  @Test func `a file with a second name may be read and not be written`() throws {
    let folder = try scratch.folder()
    try scratch.write("mine", "file")
    #expect(link(scratch.path + "/file", scratch.path + "/lock") == 0)
    try folder.checkIsPlain("lock", forWriting: false)
    #expect(FileError.code { try folder.checkIsPlain("lock", forWriting: true) } == .hardLink)
    #expect(FileError.code { _ = try FolderLock("lock", in: folder) } == .hardLink)
    #expect(try scratch.text("file") == "mine")
  }

  @Test func `a temporary file is moved into place completely`() throws {
    let target = try scratch.folder().folder("target", creating: true)
    let file = try TemporaryFile(in: scratch.folder())
    try file.append(Array("abc".utf8).span)
    try file.append(Array("def".utf8).span)
    #expect(file.byteCount == 6)
    #expect(try file.withSpan { $0[5] } == UInt8(ascii: "f"))
    try file.move(into: target, as: "x")
    #expect(file.isGone)
    file.discard()
    #expect(try scratch.text("target/x") == "abcdef")
    #expect(try scratch.names == ["target"])
  }

  @Test func `a move never overwrites and can be retried with another name`() throws {
    let folder = try scratch.folder()
    try scratch.write("old", "x")
    let file = try TemporaryFile(in: folder)
    try file.append(Array("new".utf8).span)
    #expect(FileError.code { try file.move(into: folder, as: "x") } == .exists)
    try file.move(into: folder, as: "y")
    #expect(try scratch.text("x") == "old")
    #expect(try scratch.text("y") == "new")
  }

  @Test func `an unreferenced temporary file is removed`() throws {
    do {
      let file = try TemporaryFile(in: scratch.folder())
      try file.append([1].span)
      #expect(try scratch.names.count == 1)
    }
    #expect(try scratch.names == [])
  }
}
