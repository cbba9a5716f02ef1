import Archives
import Foundation
import TestSupport
import Testing

/// Archives as other programs read them.
struct ArchiveWriterTests {
  private let entries: [(String, [UInt8])] = [
    ("000000000.jpg", [UInt8](repeating: 7, count: 100_000)), ("000000000.txt", []),
    ("folder/000000001.json", Array("{}".utf8)), ("big", [UInt8](repeating: 1, count: 3 << 20)),
  ]

  private func archive(_ format: ArchiveWriter.Format) throws -> [UInt8] {
    let writer = try ArchiveWriter(format)
    var bytes: [UInt8] = []
    func drain() { writer.drain { for index in $0.indices { bytes.append($0[index]) } } }
    for (name, content) in entries {
      try writer.begin(name, byteCount: content.count)
      for start in stride(from: 0, to: content.count, by: 65_536) {
        try writer.append(Array(content[start..<min(start + 65_536, content.count)]).span)
      }
      try writer.end()
      drain()
    }
    try writer.finish()
    drain()
    return bytes
  }

  @Test(arguments: [ArchiveWriter.Format.tar, .zip])
  func `Python reads the entries in their order, with their contents`(
    format: ArchiveWriter.Format
  ) throws {
    let folder = try TemporaryFolder()
    try Data(try archive(format)).write(to: folder.file("archive"))
    let script = """
      import hashlib, sys, tarfile, zipfile
      if sys.argv[2] == "tar":
          file = tarfile.open(sys.argv[1])
          items = [(m.name, file.extractfile(m).read(), m.uid, m.gid, oct(m.mode)) for m in file]
      else:
          file = zipfile.ZipFile(sys.argv[1])
          assert file.testzip() is None
          assert all(i.compress_type == 0 for i in file.infolist())
          items = [(i.filename, file.read(i), 0, 0, oct(i.external_attr >> 16 & 0o777))
                   for i in file.infolist()]
      for name, content, *rest in items:
          print(name, len(content), content[:1].hex(), *rest)
      """
    let read = try Shell.run(
      "python3", ["-c", script, folder.path + "/archive", format == .tar ? "tar" : "zip"])
    #expect(
      read.stdout == """
        000000000.jpg 100000 07 0 0 0o644
        000000000.txt 0  0 0 0o644
        folder/000000001.json 2 7b 0 0 0o644
        big 3145728 01 0 0 0o644

        """, "\(read.stderr)")
  }

  @Test(arguments: [ArchiveWriter.Format.tar, .zip])
  func `a content of another size than announced is refused`(format: ArchiveWriter.Format) throws {
    let long = try ArchiveWriter(format)
    try long.begin("a", byteCount: 3)
    #expect(throws: ArchiveError.self) { try long.append(([1, 2, 3, 4] as [UInt8]).span) }
    let short = try ArchiveWriter(format)
    try short.begin("a", byteCount: 3)
    try short.append(([1, 2] as [UInt8]).span)
    #expect(throws: ArchiveError.self) { try short.end() }
  }

  @Test func `what a tar header cannot hold is refused`() throws {
    let writer = try ArchiveWriter(.tar)
    #expect(throws: ArchiveError.self) { try writer.begin("a", byteCount: 1 << 40) }
    let other = try ArchiveWriter(.tar)
    #expect(throws: ArchiveError.self) {
      try other.begin(String(repeating: "a", count: 300), byteCount: 1)
    }
  }
}
