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
    let mapped = try MappedFile("a", in: scratch.folder())
    #expect(mapped.byteCount == size + 2)
    #expect(mapped.withSpan { $0.count } == size + 2)
    let same = mapped.withSpan { span in
      span[0] == 1 && span[size + 1] == 2 && bytes.indices.allSatisfy { span[$0 + 1] == bytes[$0] }
    }
    #expect(same)
  }

  @Test func `an empty file can be mapped`() throws {
    try scratch.write("", "empty")
    let file = try MappedFile("empty", in: scratch.folder())
    #expect(file.withSpan { $0.isEmpty })
    #expect(try MappedFile(path: scratch.path + "/empty").byteCount == 0)
  }

  @Test func `a folder or a pipe cannot be mapped`() throws {
    #expect(FileError.code { _ = try MappedFile(path: scratch.path) } == .notAFile)
    #expect(mkfifo(scratch.path + "/pipe", 0o600) == 0)
    #expect(FileError.code { _ = try MappedFile(path: scratch.path + "/pipe") } == .notAFile)
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
