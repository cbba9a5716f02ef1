import Files
import Foundation
import Testing

struct FolderTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  @Test func `a folder is created with its parent folders`() throws {
    let folder = try Folder.open(scratch.path + "/a/b/c", creating: true)
    #expect(try folder.names().isEmpty)
    #expect(try scratch.folder().kind(of: "a") == .folder)
    // The second time it exists, also with a slash at the end.
    _ = try Folder.open(scratch.path + "/a/b/c/", creating: true)
    _ = try Folder.open(scratch.path + "/x/y/", creating: true)
  }

  @Test func `a missing folder is only created on request`() throws {
    let folder = try scratch.folder()
    #expect(FileError.code { _ = try folder.folder("a") } == .notFound)
    _ = try folder.folder("a", creating: true)
    _ = try folder.folder("a")
    #expect(FileError.code { _ = try Folder.open(scratch.path + "/b") } == .notFound)
  }

  @Test(arguments: ["", ".", "..", "a/b", "/", "/etc", "../x", "a\0b"])
  func `a name that is not a single component is rejected`(name: String) throws {
    let folder = try scratch.folder()
    #expect(FileError.code { _ = try folder.folder(name, creating: true) } == .nameRefused)
    #expect(FileError.code { _ = try folder.kind(of: name) } == .nameRefused)
    #expect(FileError.code { try folder.remove(name) } == .nameRefused)
    #expect(FileError.code { _ = try AtomicFile(name, in: folder) } == .nameRefused)
    #expect(FileError.code { _ = try folder.digest(of: name) } == .nameRefused)
    #expect(FileError.code { _ = try FolderLock(name, in: folder) } == .nameRefused)
    let file = try TemporaryFile(in: folder)
    #expect(FileError.code { try file.move(into: folder, as: name) } == .nameRefused)
  }

  @Test func `a symbolic link is never followed`() throws {
    let outside = try Scratch()
    try outside.write("secret", "file")
    let folder = try scratch.folder()
    try FileManager.default.createSymbolicLink(
      atPath: scratch.path + "/link", withDestinationPath: outside.path)
    try FileManager.default.createSymbolicLink(
      atPath: scratch.path + "/filelink", withDestinationPath: outside.path + "/file")
    try FileManager.default.createSymbolicLink(
      atPath: scratch.path + "/nowhere", withDestinationPath: outside.path + "/new")
    #expect(FileError.code { _ = try folder.folder("link", creating: true) } == .symbolicLink)
    #expect(FileError.code { _ = try folder.digest(of: "filelink") } == .symbolicLink)
    #expect(FileError.code { _ = try folder.contents(of: "filelink", limit: 9) } == .symbolicLink)
    #expect(FileError.code { _ = try FolderLock("nowhere", in: folder) } == .symbolicLink)
    #expect(try folder.kind(of: "link") == .symbolicLink)
    #expect(try folder.byteCount(of: "filelink") == nil)
    // Replacing replaces the link itself.
    var file = try AtomicFile("filelink", in: folder)
    try file.append(Array("mine".utf8).span)
    try file.commit()
    #expect(try folder.kind(of: "filelink") == .file)
    #expect(try outside.text("file") == "secret")
    #expect(try outside.names == ["file"])
  }

  @Test func `the entries of a folder can be listed, measured and removed`() throws {
    let folder = try scratch.folder()
    try scratch.write("12345", "file")
    try scratch.write("x", "日本.txt")
    _ = try folder.folder("inner", creating: true)
    #expect(try Set(folder.names()) == ["file", "日本.txt", "inner"])
    #expect(try folder.byteCount(of: "file") == 5)
    #expect(try folder.byteCount(of: "inner") == nil)
    #expect(try folder.kind(of: "none") == nil)
    try folder.remove("none")
    #expect(FileError.code { try folder.remove("inner") } != nil)
  }

  @Test func `only temporary files are removed as such`() throws {
    let folder = try scratch.folder()
    for name in ["1-2.part", "reserve.part", "mine", "part"] { try scratch.write("x", name) }
    _ = try folder.folder("folder.part", creating: true)
    try folder.removeTemporaryFiles()
    #expect(try Set(folder.names()) == ["mine", "part", "folder.part"])
  }

  @Test func `a folder with many files is listed completely`() throws {
    let folder = try scratch.folder()
    for number in 0..<2000 { try scratch.write("", "file-with-a-longer-name-\(number)") }
    #expect(try Set(folder.names()).count == 2000)
  }

  @Test func `a file in place of a folder and a link are different errors`() throws {
    let folder = try scratch.folder()
    try scratch.write("x", "file")
    #expect(FileError.code { _ = try folder.folder("file", creating: true) } == .notAFolder)
    #expect(FileError.code { _ = try Folder.open(scratch.path + "/file/x", creating: true) } != nil)
  }

  @Test func `a name that is too long has an error of its own`() throws {
    let folder = try scratch.folder()
    let name = String(repeating: "n", count: 300)
    #expect(FileError.code { _ = try folder.folder(name, creating: true) } == .nameTooLong)
  }

  @Test func `the free space can be measured`() throws {
    #expect(try scratch.folder().freeSpace() > 0)
    try scratch.folder().synchronizeFileSystem()
  }

  @Test func `every error states the operation, the path and a remedy`() throws {
    let folder = try scratch.folder()
    do {
      _ = try folder.folder("absent")
      Issue.record("an absent folder was opened")
    } catch {
      #expect(error.description.hasPrefix("Cannot open \(scratch.path)/absent: "))
      #expect(error.description.hasSuffix("."))
      #expect(error.errno == ENOENT)
    }
    #expect(
      FileError(code: .locked(by: 42), operation: "lock", path: "x").description
        .contains("process 42"))
  }

  @Test func `nothing is said of a file below a link or a file`() throws {
    let folder = try scratch.folder()
    _ = try folder.folder("real", creating: true)
    try Data("bytes".utf8).write(to: URL(filePath: scratch.path + "/real/a"))
    try FileManager.default.createSymbolicLink(
      atPath: scratch.path + "/link", withDestinationPath: "real")
    #expect(try folder.byteCount(below: "real/a") == 5)
    #expect(try folder.byteCount(below: "none/a") == nil)
    #expect(FileError.code { _ = try folder.byteCount(below: "link/a") } == .symbolicLink)
    #expect(FileError.code { _ = try folder.byteCount(below: "real/a/b") } == .notAFolder)
  }

  @Test func `a file that is too large is not read into memory`() throws {
    let path = scratch.path + "/list.txt"
    try Data("12345".utf8).write(to: URL(filePath: path))
    #expect(try WholeFile.read(path, atMost: 5).count == 5)
    #expect(FileError.code { _ = try WholeFile.read(path, atMost: 4) } == .tooLarge(than: 4))
  }
}
