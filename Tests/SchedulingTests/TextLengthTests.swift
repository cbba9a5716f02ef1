import Addressing
import CrawlModel
import GRDB
import Testing

@testable import Scheduling

/// Journals with the longest texts that a crawl writes, and with longer or more ones.
struct TextLengthTests {
  private let place: JournalFolder

  init() throws { place = try JournalFolder() }

  private func execute(_ sql: String) throws {
    var configuration = Configuration()
    configuration.foreignKeysEnabled = false
    let queue = try DatabaseQueue(path: place.path, configuration: configuration)
    try queue.write { db in try db.execute(sql: sql) }
    try queue.close()
  }

  /// Images, each with places that have texts of this length.
  private func makeImages(_ images: Int, places: Int, bytes: Int) throws {
    _ = try Journal(place.path)
    try execute(
      """
      INSERT INTO run (id, kind, version, started_at) VALUES (1, 'crawl', '0', 'then');
      INSERT INTO address (id, fingerprint, url, kind, origin, depth, hops, via, run)
        VALUES (1, 1, 'http://a.test/', 'page', 1, 0, 0, NULL, 1);
      INSERT INTO address (id, fingerprint, url, kind, origin, depth, hops, parent, via, run)
        SELECT value, value, 'http://a.test/' || value, 'image', 1, 0, 0, 1, 'img[src]', 1
        FROM (WITH RECURSIVE n(value) AS (SELECT 2 UNION ALL SELECT value + 1 FROM n
          WHERE value <= \(images)) SELECT value FROM n);
      INSERT INTO reference (image, page, run, via, alt)
        SELECT id, 1, 1, 'img[src]', printf('%.\(bytes)c', 'a') FROM address,
          (WITH RECURSIVE n(value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM n
            WHERE value < \(places)) SELECT value FROM n)
        WHERE kind = 'image';
      """)
  }

  @Test(arguments: [
    "UPDATE reference SET alt = printf('%.4200000c', 'a') WHERE image = 3",
    "UPDATE address SET url = 'http://a.test/' || printf('%.4200000c', 'a') WHERE id = 3",
    "INSERT INTO result (address, run, status, etag) "
      + "VALUES (3, 1, 'gone', printf('%.4200000c', 'a'))",
  ])
  func `a text longer than any that is written is damage`(change: String) throws {
    try makeImages(3, places: 1, bytes: 10)
    try execute(change)
    let read = try Journal(place.path).records().images
    let error = #expect(throws: FrontierError.self) { while try read() != nil {} }
    #expect(error?.code == .damaged)
    #expect(error?.message.contains("longer than any that Magpie writes") == true)
    #expect(error?.message.contains(Journal.fileName) == true)
  }

  @Test(arguments: ["value", "name"])
  func `a journal with a setting longer than any that is written is not opened`(
    column: String
  ) throws {
    _ = try Journal(place.path)
    try execute(
      """
      INSERT INTO setting (name, value) VALUES ('m', 'm');
      UPDATE setting SET \(column) = printf('%.21000000c', 'm') WHERE name = 'm'
      """)
    let error = #expect(throws: FrontierError.self) { _ = try Journal(place.path) }
    #expect(error?.code == .damaged)
  }

  @Test func `the longest settings are written and read`() throws {
    let journal = try Journal(place.path)
    let seeds = String(repeating: "http://a.test/\n", count: 1_250_000)
    let patterns = String(repeating: "a", count: JournalLength.settings - seeds.utf8.count - 13)
    try journal.begin(
      .crawl, at: Timestamp(seconds: 0), levelByLevel: false,
      identity: ["seed": seeds, "exclude": patterns, "x": "y"], options: [:])
    #expect(try Journal(place.path).identity["seed"] == seeds)
    let error = #expect(throws: FrontierError.self) {
      try journal.set(["a": String(repeating: "a", count: JournalLength.settings)])
    }
    #expect(error?.message.contains("20 MiB") == true)
    #expect(try Journal(place.path).identity["exclude"] == patterns)
  }

  @Test func `the longest opt-outs are written and read`() throws {
    let address = try WebAddress("http://a.test/" + String(repeating: "a", count: 65_500))
    let optOut = OptOut(
      .miningReserved, in: .miningRules, of: address, value: String(repeating: "🐦", count: 400))
    let text = try #require(OptOutText.text(of: Array(repeating: optOut, count: 200)))
    #expect(text.utf8.count < JournalLength.row * 3 / 4)
    #expect(try OptOutText.read(text).count == 32)
  }

  @Test func `images with many long places are read in smaller pieces`() throws {
    try makeImages(8, places: 3, bytes: 1_000_000)
    let journal = try Journal(place.path)
    var numbers: [Int] = []
    var after: RecordNumber? = .beforeFirst
    while let last = after {
      try journal.database.read { db in
        var pages: ReferringPages?
        let (entries, next) = try ImageRows.read(db, after: last, limit: 64, &pages)
        #expect(entries.allSatisfy { $0.found.count == 3 && $0.foundCount == 3 })
        numbers.append(entries.count)
        after = next
      }
    }
    #expect(numbers == [3, 3, 2])
  }

  @Test func `more text in the places of an image than can be written is damage`() throws {
    try makeImages(2, places: 9, bytes: 3_000_000)
    let read = try Journal(place.path).records().images
    let error = #expect(throws: FrontierError.self) { while try read() != nil {} }
    #expect(error?.code == .damaged)
    let key = ImageKey.address(try WebAddress("http://a.test/2"))
    let told = #expect(throws: FrontierError.self) { try Journal(place.path).trails(of: key) }
    #expect(told?.code == .damaged)
  }

  private func replace(_ images: ClosedRange<Int>, times: Int) throws {
    try execute(
      """
      INSERT OR IGNORE INTO content (id, sha256, file, bytes, format, run)
        VALUES (1, 'a', 'images/a', 1, 'png', 1), (2, 'b', 'images/b', 1, 'png', 1);
      INSERT INTO replaced (address, content, replaced_by, run)
        SELECT id, 1, 2, 1 FROM address,
          (WITH RECURSIVE n(value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM n
            WHERE value < \(times)) SELECT value FROM n)
        WHERE id BETWEEN \(images.lowerBound) AND \(images.upperBound);
      """)
  }

  @Test func `images that were replaced often are read in smaller pieces`() throws {
    try makeImages(8, places: 0, bytes: 1)
    try replace(2...9, times: 6_000)
    let journal = try Journal(place.path)
    var pages: ReferringPages?
    let first = try journal.database.read { db in
      try ImageRows.read(db, after: .beforeFirst, limit: 64, &pages)
    }
    #expect(first.entries.count == 2 * 6_001 && first.last?.rawValue == 3)
    let (images, outcomes) = (try journal.records().images, try journal.records().outcomes)
    var counts = (0, 0)
    while try images() != nil { counts.0 += 1 }
    while try outcomes() != nil { counts.1 += 1 }
    #expect(counts == (8 * 6_001, 8 * 6_001))
  }

  @Test func `an image that was replaced more often than there are runs is damage`() throws {
    try makeImages(3, places: 0, bytes: 1)
    try replace(3...3, times: 70_000)
    let journal = try Journal(place.path)
    let (images, outcomes) = (try journal.records().images, try journal.records().outcomes)
    for error in [
      #expect(throws: FrontierError.self) { while try images() != nil {} },
      #expect(throws: FrontierError.self) { while try outcomes() != nil {} },
    ] {
      #expect(error?.code == .damaged)
      #expect(error?.message.contains("was replaced 70000 times") == true)
    }
  }

  @Test func `rows with long texts are read in smaller pieces`() throws {
    try makeImages(8, places: 0, bytes: 1)
    try execute(
      """
      INSERT INTO result (address, run, status, etag, title)
        SELECT id, 1, 'gone', printf('%.2000000c', 'a'), printf('%.2000000c', 'a') FROM address;
      UPDATE address SET kind = 'page' WHERE id > 4;
      """)
    let records = try Journal(place.path).records()
    var (images, pages) = (0, 0)
    while try records.images() != nil { images += 1 }
    while try records.pages() != nil { pages += 1 }
    #expect((images, pages) == (3, 6))
  }
}
