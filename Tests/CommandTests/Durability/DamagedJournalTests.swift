import Foundation
import GRDB
import TestSupport
import Testing

/// Journals whose bytes or numbers are no longer those that a crawl wrote: no command ends by a
/// signal, works without end, or writes elsewhere.
struct DamagedJournalTests {
  private static let journal = ".magpie/crawl.sqlite"

  /// How many random damages are tried.
  private static let damages =
    ProcessInfo.processInfo.environment["MAGPIE_DAMAGES"].flatMap { Int($0) } ?? 60

  private let site: LoopbackSite
  private let folder: TemporaryFolder

  init() throws {
    site = try MazeSite.serve()
    folder = try TemporaryFolder()
  }

  /// Crawls the site into a folder; with a limit, pages and images are left waiting.
  private func crawl(into name: String, limited: Bool) throws {
    let limit = limited ? ["--max-images", "60"] : []
    let outcome = try Magpie.run([site.url("/"), "-q", "-o", folder.path + "/" + name] + limit)
    #expect(outcome.status == (limited ? 3 : 1), "\(outcome.stderr)")
  }

  /// The arguments of a command on the folder `out`.
  private func arguments(_ command: String) -> [String] {
    let out = folder.path + "/out"
    return switch command {
    case "crawl": [site.url("/"), "-q", "-o", out]
    case "explain": ["explain", out, site.url("/shared/3.png")]
    case "export": ["export", out, "--to", "csv", folder.path + "/table"]
    default: [command, out]
    }
  }

  private static let commands = [
    "status", "explain", "export", "verify", "gallery", "audit", "crawl",
  ]

  /// Runs a command with limits for its work, which no command comes near.
  ///
  /// - Returns: its exit code, and what is wrong with how it ended, if anything.
  private func run(_ command: String) throws -> (status: Int32, fault: String?) {
    let limits = "ulimit -t 60 -f 262144; exec \"$0\" \"$@\""
    let outcome = try Shell.run(
      "bash", ["-c", limits, Magpie.path] + arguments(command), environment: Magpie.environment)
    let isUsual = [0, 1, 69, 73, 74].contains(outcome.status)
    let names = try folder.contents().map { $0.prefix { $0 != "/" } }
    let strangers = Set(names).subtracting(["whole", "limited", "out", "table"])
    if isUsual, strangers.isEmpty { return (outcome.status, nil) }
    return (
      outcome.status,
      "\(command) ended with \(outcome.status), and made \(strangers): \(outcome.stderr.suffix(400))"
    )
  }

  private func copy(_ name: String) throws {
    try? FileManager.default.removeItem(at: folder.file("out"))
    try FileManager.default.copyItem(at: folder.file(name), to: folder.file("out"))
  }

  /// Changes bytes of a database as faulty devices, copies and programs do.
  private func damage(_ bytes: inout Data, _ random: inout Generator) {
    let page = 4_096
    let pages = 1..<(bytes.count / page)
    let first = pages.randomElement(using: &random) ?? 1
    let second = pages.randomElement(using: &random) ?? 1
    func range(_ number: Int) -> Range<Int> { number * page..<(number + 1) * page }
    switch Int.random(in: 0..<6, using: &random) {
    case 0: bytes.resetBytes(in: range(first))
    case 1:
      let copy = bytes.subdata(in: range(first))
      bytes.replaceSubrange(range(first), with: bytes.subdata(in: range(second)))
      bytes.replaceSubrange(range(second), with: copy)
    case 2: bytes.replaceSubrange(range(first), with: bytes.subdata(in: range(second)))
    case 3: bytes = bytes.prefix(Int.random(in: page..<bytes.count, using: &random))
    case 4:
      for index in range(first).prefix(200) { bytes[index] = .random(in: 0...255, using: &random) }
    default:
      for _ in 0..<Int.random(in: 1...20, using: &random) {
        let index = Int.random(in: 100..<bytes.count, using: &random)
        bytes[index] ^= 1 << UInt8.random(in: 0..<8, using: &random)
      }
    }
  }

  @Test(.timeLimit(.minutes(10)), arguments: [false, true])
  func `no command is ended by random damage`(limited: Bool) throws {
    let name = limited ? "limited" : "whole"
    try crawl(into: name, limited: limited)
    let whole = try Data(contentsOf: folder.file(name + "/" + Self.journal))
    for number in 0..<Self.damages / 2 {
      var random = Generator(seed: UInt64(2 * number + (limited ? 1 : 0)))
      var bytes = whole
      damage(&bytes, &random)
      try copy(name)
      try folder.write(bytes, to: "out/" + Self.journal)
      // Half of them, and all if more than the usual number of damages is asked for.
      for command in Self.commands where Self.damages > 100 || Bool.random(using: &random) {
        let fault = try run(command).fault
        #expect(fault == nil, "damage \(number) of the \(name) journal")
      }
    }
  }

  /// Numbers and texts that no crawl writes, each with the commands that must notice it.
  static let numbers: [(String, notice: Set<String>)] = [
    ("UPDATE address SET id = 1 << 40 WHERE id = 60", ["crawl"]),
    ("UPDATE address SET id = -7 WHERE id = 60", ["crawl"]),
    ("UPDATE address SET depth = -1 WHERE kind = 'page'", ["gallery", "crawl"]),
    ("UPDATE address SET depth = 9223372036854775807", ["export", "crawl"]),
    ("UPDATE address SET hops = 9223372036854775807", ["crawl"]),
    ("UPDATE address SET url = 'nowhere'", ["export", "gallery", "crawl"]),
    ("UPDATE address SET url = replace(url, '127.0.0.1', '127.0.0.9')", ["crawl"]),
    ("UPDATE address SET parent = id", ["explain"]),
    ("UPDATE waiting SET origin = 99", ["crawl"]),
    ("UPDATE waiting SET origin = -1", ["crawl"]),
    ("UPDATE waiting SET lane = -1 WHERE lane = 1", ["crawl"]),
    ("UPDATE waiting SET turn = turn + (1 << 50)", ["crawl"]),
    ("UPDATE waiting SET address = 1 << 50", ["crawl"]),
    ("DELETE FROM waiting", ["crawl"]),
    ("UPDATE waiting SET address = 1", ["crawl"]),
    (
      "INSERT INTO waiting SELECT origin, lane, turn + 100000, address FROM waiting", ["crawl"]
    ),
    ("UPDATE address SET left_out = 'excluded' WHERE id % 5 = 0", ["crawl"]),
    ("UPDATE origin SET id = 50", ["crawl"]),
    ("UPDATE origin SET origin = 'x'", ["crawl"]),
    ("UPDATE origin SET requests = -5", ["status", "crawl"]),
    ("UPDATE origin SET fastest_interval = 1e300", ["crawl"]),
    ("UPDATE origin SET fastest_interval = -1", ["crawl"]),
    ("UPDATE books SET number = 9223372036854775807", ["status", "verify", "gallery"]),
    ("UPDATE books SET number = -9223372036854775807", ["status", "verify", "gallery"]),
    ("UPDATE books SET kind = x'00ff', status = x'00ff'", ["status", "verify", "gallery"]),
    ("UPDATE books SET status = 'what'", ["status", "verify", "gallery"]),
    ("UPDATE content SET bytes = 9223372036854775807", ["export", "verify", "gallery", "crawl"]),
    ("UPDATE content SET bytes = -1", ["export", "verify", "gallery", "crawl"]),
    ("UPDATE content SET width = -1", ["export", "gallery"]),
    ("UPDATE content SET file = '../../../etc/x'", ["export", "verify", "gallery", "crawl"]),
    ("UPDATE content SET file = 'images//x'", ["export", "verify", "gallery", "crawl"]),
    ("UPDATE content SET file = '/etc/passwd'", ["export", "verify", "gallery", "crawl"]),
    ("UPDATE content SET sha256 = 'none' || id", []),
    ("UPDATE result SET http_status = -1", ["export", "gallery", "crawl"]),
    ("UPDATE result SET status = 'what'", ["export", "verify", "gallery", "crawl"]),
    ("UPDATE address SET kind = 'what' WHERE kind = 'page'", ["gallery", "crawl"]),
    ("UPDATE address SET referrer_policy = 'what'", ["crawl"]),
    ("UPDATE address SET via_role = 'what' WHERE via IS NOT NULL", ["crawl"]),
    ("UPDATE content SET format = 'what'", ["export", "gallery", "crawl"]),
    ("UPDATE reference SET via_role = 'what'", ["export", "gallery", "crawl"]),
    ("UPDATE reference SET showing = 'what'", ["export", "gallery", "audit", "crawl"]),
    ("UPDATE reference SET alternative = 'what'", ["export", "gallery", "audit", "crawl"]),
    ("UPDATE reference SET rights = 'what'", ["export", "gallery", "audit", "crawl"]),
    ("UPDATE reference SET width = 9223372036854775807, showing = 'alone'", []),
    ("UPDATE attempt SET http_status = 301, fault = NULL, url = x'00'", []),
    ("UPDATE setting SET value = 'x' WHERE name = 'runs_without_showing'", []),
    ("UPDATE result SET redirect = -1 WHERE status = 'fetched'", ["crawl"]),
    ("UPDATE result SET redirect = address", []),
    ("UPDATE result SET content = 1 << 50", ["export", "verify", "gallery", "audit", "crawl"]),
    ("UPDATE result SET content = NULL", ["export", "verify", "gallery", "audit", "crawl"]),
    ("DELETE FROM content", ["export", "verify", "gallery", "audit", "crawl"]),
    ("UPDATE reference SET page = 1 << 50", ["export", "gallery", "crawl"]),
    ("UPDATE run SET kind = 'what'", ["status", "gallery", "crawl"]),
    ("UPDATE run SET ended = 'what'", ["status", "gallery"]),
    ("UPDATE setting SET value = 'x' WHERE name = 'fingerprint_key'", ["crawl"]),
    ("UPDATE setting SET value = x'00' WHERE name LIKE 'rule.%'", []),
    (
      "UPDATE reference SET alt = printf('%.5000000c', 'a') WHERE rowid = 1",
      ["export", "gallery", "audit", "crawl"]
    ),
    (
      "UPDATE result SET etag = printf('%.5000000c', 'a') WHERE content IS NOT NULL",
      ["export", "gallery", "crawl"]
    ),
    ("UPDATE content SET sha256 = printf('%.5000000c', 'a') WHERE id = 2", ["verify", "crawl"]),
    ("UPDATE address SET url = printf('%.5000000c', 'a') WHERE id = 5", ["explain", "crawl"]),
    (
      "UPDATE setting SET value = printf('%.22000000c', 'a') WHERE name = 'rule.seed'",
      ["status", "explain", "export", "verify", "gallery", "audit", "crawl"]
    ),
    ("DELETE FROM grdb_migrations WHERE identifier = '3'", []),
    ("DELETE FROM address WHERE id > 9", ["crawl"]),
    ("DELETE FROM origin", ["crawl"]),
    ("DROP TABLE result", []),
    ("DROP TABLE setting", []),
  ]

  /// Executes a statement that no crawl would on the journal of the folder `out`.
  private func change(_ statement: String) throws {
    var configuration = Configuration()
    configuration.foreignKeysEnabled = false
    let queue = try DatabaseQueue(
      path: folder.file("out/" + Self.journal).path, configuration: configuration)
    try queue.writeWithoutTransaction { db in
      try db.execute(sql: "PRAGMA ignore_check_constraints = ON; \(statement)")
    }
    try queue.close()
  }

  @Test(arguments: [
    "DELETE FROM books", "INSERT INTO books SELECT * FROM books",
    "UPDATE books SET number = number + 3 WHERE status = 'stored'",
  ])
  func `counts that do not fit the records are counted anew by the next run`(
    statement: String
  ) throws {
    try crawl(into: "out", limited: true)
    try change(statement)
    #expect(try Magpie.run(arguments("verify")).status == 1)
    let outcome = try Magpie.run(arguments("crawl"))
    #expect(outcome.status == 1, "\(outcome.stderr)")
    #expect(try Magpie.run(arguments("verify")).status == 0)
  }

  @Test(.timeLimit(.minutes(10)))
  func `numbers and texts that no crawl writes are reported as damage`() throws {
    try crawl(into: "limited", limited: true)
    for (change, notice) in Self.numbers {
      for command in Self.commands {
        try copy("limited")
        try self.change(change)
        let (status, fault) = try run(command)
        #expect(fault == nil, "\(change)")
        if notice.contains(command) { #expect(status == 74, "\(change): \(command)") }
      }
    }
  }
}
