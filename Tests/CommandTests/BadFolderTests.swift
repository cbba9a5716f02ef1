import Foundation
import GRDB
import TestSupport
import Testing

/// Folders and journals that are not as the crawl left them: clear messages, and nothing
/// overwritten.
struct BadFolderTests {
  private let site: LoopbackSite
  private let folder: TemporaryFolder

  init() throws {
    site = try LoopbackSite(routes: [
      "/": .page(images: ["/a.png", "/b.png"]), "/a.png": .picture("a"), "/b.png": .picture("b"),
    ])
    folder = try TemporaryFolder()
  }

  private var journal: URL { folder.file("out/.magpie/crawl.sqlite") }

  private func crawl(_ output: String = "out") throws -> Shell.Outcome {
    try Magpie.run([site.url("/"), "-o", folder.path + "/" + output], in: folder)
  }

  /// Crawls into the folder, and clears the site's log.
  private func crawled() throws {
    #expect(try crawl().status == 0)
    site.forgetRequests()
  }

  /// Expects an error with these words and an unchanged folder.
  private func expectRefusal(_ words: String, codes: Set<Int32> = [73], isOpened: Bool = false)
    throws
  {
    let before = try contents(withoutHead: isOpened)
    let outcome = try crawl()
    #expect(codes.contains(outcome.status), "\(outcome.status)")
    #expect(outcome.stderr.hasPrefix("magpie: ") && outcome.stderr.contains(words))
    #expect(outcome.stderr.contains(folder.path))
    #expect(outcome.stdout.isEmpty)
    #expect(site.requests.isEmpty)
    #expect(try contents(withoutHead: isOpened) == before)
  }

  /// All files except the lock and SQLite's temporary files; of a journal that was opened, without
  /// the header, which records that.
  private func contents(withoutHead: Bool = false) throws -> [String: Data] {
    var contents: [String: Data] = [:]
    for name in try folder.contents() where !name.hasSuffix("/lock") {
      if name.hasSuffix("-shm") || name.hasSuffix("-wal") { continue }
      let bytes = try Data(contentsOf: folder.file(name))
      contents[name] = withoutHead ? Data(bytes.dropFirst(100)) : bytes
    }
    return contents
  }

  @Test(arguments: ["garbage", String(repeating: "garbage ", count: 5_000)])
  func `a journal that is not a database is not changed`(text: String) throws {
    try folder.write(text, to: "out/.magpie/crawl.sqlite")
    try expectRefusal("not a Magpie journal")
  }

  @Test func `an empty file is a new journal`() throws {
    try folder.write("", to: "out/.magpie/crawl.sqlite")
    #expect(try crawl().status == 0)
  }

  @Test(arguments: ["DELETE", "WAL"])
  func `another program's database is not changed`(mode: String) throws {
    try folder.write("", to: "out/.magpie/crawl.sqlite")
    let queue = try DatabaseQueue(path: journal.path)
    try queue.writeWithoutTransaction { db in
      try db.execute(
        sql: "PRAGMA journal_mode = \(mode); CREATE TABLE mine (a); INSERT INTO mine VALUES (1)")
    }
    try queue.close()
    try expectRefusal("another program")
  }

  @Test func `a journal of a newer version is not changed`() throws {
    try crawled()
    let queue = try DatabaseQueue(path: journal.path)
    try queue.write { db in
      try db.execute(sql: "INSERT INTO grdb_migrations VALUES ('99')")
    }
    try queue.close()
    try expectRefusal("newer version")
  }

  @Test(arguments: [50, 5_000, 40_000])
  func `a truncated journal is reported as damaged`(length: Int) throws {
    try crawled()
    let whole = try Data(contentsOf: journal)
    #expect(whole.count > length)
    try whole.prefix(length).write(to: journal)
    try expectRefusal("crawl.sqlite", codes: [73, 74])
  }

  @Test func `a journal with a damaged middle is reported as damaged`() throws {
    try crawled()
    var bytes = try Data(contentsOf: journal)
    for index in 4_096..<bytes.count { bytes[index] = UInt8(truncatingIfNeeded: index &* 31) }
    try bytes.write(to: journal)
    try expectRefusal("damaged", codes: [74], isOpened: true)
  }

  @Test func `a folder in place of the journal is reported`() throws {
    try folder.write("x", to: "out/.magpie/crawl.sqlite/x")
    try expectRefusal("crawl.sqlite", codes: [73, 74])
  }

  @Test func `a second process reports which one uses the folder`() throws {
    let site = try LoopbackSite(routes: ["/": .hang])
    let first = try RunningMagpie([site.url("/"), "--host-patience", "0"], in: folder)
    #expect(first.waitForRequests(of: "/", at: site))
    let second = try Magpie.run([site.url("/"), "-o", folder.path + "/out"])
    #expect(second.status == 73)
    #expect(second.stderr.contains("process \(first.processID) is using it"))
    site.stop()
    #expect(first.wait() == 69)
  }

  @Test func `a lock file of a dead process does not matter`() throws {
    try folder.write("1\n", to: "out/.magpie/lock")
    #expect(try crawl().status == 0)
    #expect(try String(contentsOf: folder.file("out/.magpie/lock"), encoding: .utf8) != "1\n")
  }

  @Test func `a folder may be moved`() throws {
    try crawled()
    try FileManager.default.moveItem(at: folder.file("out"), to: folder.file("elsewhere"))
    let outcome = try crawl("elsewhere")
    #expect(outcome.status == 0)
    #expect(outcome.stdout.contains("unchanged 2"))
    #expect(try !folder.contents().contains { $0.hasPrefix("out/") })
  }

  @Test func `a folder copied without its images fetches them again`() throws {
    try crawled()
    try FileManager.default.removeItem(at: folder.file("out/images"))
    #expect(try crawl().status == 0)
    #expect(try folder.contents().count { $0.hasPrefix("out/images/") } == 2)
  }

  @Test(arguments: ["images.jsonl", "pages.jsonl"])
  func `an edited manifest is kept under another name`(name: String) throws {
    try crawled()
    let written = try Data(contentsOf: folder.file("out/" + name))
    try folder.write("mine", to: "out/" + name)
    #expect(try crawl().status == 0)
    let kept = try folder.contents().filter { $0.hasPrefix("out/edited-") }
    #expect(kept.count == 1 && kept[0].hasSuffix("-" + name))
    #expect(try String(contentsOf: folder.file(kept[0]), encoding: .utf8) == "mine")
    #expect(try Data(contentsOf: folder.file("out/" + name)).count > written.count / 2)
    #expect(try crawl().status == 0)
    #expect(try folder.contents().count { $0.hasPrefix("out/edited-") } == 1)
  }
}

@Suite(.enabled(if: SmallDisk.isPossible, "mounting a small file system needs root"))
struct ReadOnlyDiskTests {
  @Test(arguments: [false, true])
  func `a read-only disk is reported, and works once it is writable`(wasKilled: Bool) throws {
    let site = try LoopbackSite(routes: [
      "/": .page(images: ["/a.png"]), "/a.png": wasKilled ? .hang : .picture("a"),
    ])
    let disk = try #require(SmallDisk(kibibytes: 4_000))
    let folder = try TemporaryFolder()
    try FileManager.default.createSymbolicLink(
      atPath: folder.path + "/out", withDestinationPath: disk.path)
    let first = try RunningMagpie([site.url("/")], in: folder)
    if wasKilled {
      #expect(first.waitForRequests(of: "/a.png", at: site))
      first.send(SIGKILL)
    }
    #expect(first.wait() == (wasKilled ? 137 : 0))
    site.change(["/a.png": .picture("a")])
    site.forgetRequests()
    #expect(disk.setReadOnly(true))
    let refused = try Magpie.run([site.url("/"), "-o", disk.path])
    #expect(refused.status == 73)
    #expect(refused.stderr.contains("read-only"))
    // What the first run sent before its end may still arrive, but not these two again.
    #expect(site.requests(for: "/").isEmpty && site.requests(for: "/a.png").isEmpty)
    #expect(disk.setReadOnly(false))
    #expect(try Magpie.run([site.url("/"), "-o", disk.path]).status == 0)
  }
}
