import Addressing
import CrawlModel
import GRDB
import Testing

@testable import Scheduling

/// Records of journals with rare values, and with words that no version would write.
struct OddRowTests {
  private let place: JournalFolder

  init() throws {
    place = try JournalFolder()
    var configuration = Configuration()
    configuration.foreignKeysEnabled = false
    let queue = try DatabaseQueue(
      path: try Journal(place.path).path, configuration: configuration)
    try queue.write { db in
      try db.execute(
        sql: """
          INSERT INTO run (id, kind, version, started_at, ended_at, ended) VALUES
            (1, 'crawl', '0', 'then', NULL, NULL);
          INSERT INTO address (id, fingerprint, url, kind, origin, depth, hops, parent, via,
            left_out, run) VALUES
            (1, 1, 'http://a.test/', 'page', 1, 0, 0, NULL, NULL, NULL, 1),
            (2, 2, 'http://a.test/2.png', 'image', 1, 0, 0, 1, 'img[src]', NULL, 1),
            (3, 3, 'http://a.test/old', 'page', 1, 0, 0, 1, 'a[href]', NULL, 1),
            (4, 4, 'http://[::1]:81/4', 'image', 1, 3, 0, 1, 'img[src]', 'excluded', 1),
            (5, 5, 'ni:///sha-256;f4OxZX_x_FO5LcGBSKHWXfwtSx-j1ncoSt3SABJtkGk', 'image', 1, 0, 0,
              1, 'img[src]', NULL, 1),
            (6, 6, 'http://a.test/6.png', 'image', 1, 0, 0, 1, 'img[src]', NULL, 1),
            (7, 7, 'http://a.test/trap', 'page', 1, 2, 0, 1, 'a[href]', 'trap', 1);
          INSERT INTO content (id, sha256, file, bytes, format, width, height, owner, run) VALUES
            (1, 'aa', 'images/1.png', 10, 'png', NULL, 0, 2, 1),
            (2, 'bb', 'images/2.webp', 20, 'webp', 1, 1, 5, 1),
            (3, 'cc', 'images/3.gif', 30, 'gif', 5, 6, 2, 1);
          INSERT INTO result (address, run, status, content_type, http_status, final_url, bytes,
            fetched_at, content, opt_outs, title, redirect) VALUES
            (1, 1, 'fetched', '', 200, NULL, 0, '2026-03-01T09:05:00.250Z', NULL,
              'noai\tmeta\thttp://a.test/\tnoai',
              'Ä "1"', NULL),
            (2, 1, 'stored', NULL, 200, 'http://b.test/x?y', NULL, 'yesterday', 3, NULL, NULL, NULL),
            (3, 1, 'fetched', NULL, 301, 'http://a.test/7', NULL, NULL, NULL, NULL, NULL, 1),
            (5, 1, 'stored', NULL, NULL, NULL, NULL, NULL, 2, NULL, NULL, NULL),
            (6, 1, 'duplicate', NULL, 200, NULL, NULL, '2026-03-01T09:05:00.251Z', 1, NULL, NULL,
              NULL);
          INSERT INTO replaced (address, content, replaced_by, run) VALUES
            (2, 1, 3, 1), (1, 1, 3, 1);
          INSERT INTO reference (image, page, source, run, via, alt, title, caption, heading,
            link_text, width, height, sizes, nofollow) VALUES
            (6, 1, NULL, 1, 'a[href]', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
            (2, 1, NULL, 1, 'a[href]', '', NULL, NULL, NULL, 'Ä', 0, NULL, NULL, 1),
            (1, 1, NULL, 1, 'img[src]', 'no image', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
            (2, 3, NULL, 1, 'img[src]', NULL, NULL, NULL, NULL, NULL, NULL, 7, '50vw', NULL);
          """)
    }
    try queue.close()
  }

  @Test func `images have what is there and lack what is not`() throws {
    let read = try Journal(place.path).records().images
    let first = try #require(try read())
    #expect(first.status == .stored && first.file == "images/3.gif" && first.bytes == 30)
    #expect((first.width, first.height) == (5, 6))
    #expect(first.finalAddress?.text == "http://b.test/x?y")
    #expect(first.fetchedAt == nil, "nobody can read that")
    #expect(first.found.map(\.page.text) == ["http://a.test/", "http://a.test/old"])
    #expect(
      first.found.map(\.caption)
        == [Caption(alt: "", linkText: "Ä", width: 0), Caption(height: 7, sizes: "50vw")])
    #expect(first.optOuts.map(\.signal) == [.noai, .nofollow])
    let replaced = try #require(try read())
    #expect(replaced.key == first.key && replaced.status == .gone)
    #expect((replaced.file, replaced.replacedBy) == ("images/1.png", "images/3.gif"))
    #expect((replaced.width, replaced.height) == (nil, 0))
    let leftOut = try #require(try read())
    #expect(leftOut.key.text == "http://[::1]:81/4" && leftOut.depth == 3)
    #expect(leftOut.reason == .skipped(.excluded))
    let inline = try #require(try read())
    #expect(inline.key.address == nil && inline.file == "images/2.webp")
    let duplicate = try #require(try read())
    #expect(duplicate.status == .duplicate && duplicate.file == "images/1.png")
    #expect(duplicate.found.map(\.caption) == [Caption()])
    #expect(duplicate.optOuts.map(\.signal) == [.noai])
    #expect(try read() == nil)
  }

  @Test func `pages have what is there and lack what is not`() throws {
    let read = try Journal(place.path).records().pages
    let first = try #require(try read())
    #expect((first.contentType, first.bytes, first.title) == ("", 0, "Ä \"1\""))
    #expect(first.parent == nil && first.finalAddress == nil && first.links == nil)
    #expect(first.optOuts.map(\.signal) == [.noai])
    #expect(first.fetchedAt?.rfc3339 == "2026-03-01T09:05:00.250Z")
    let redirected = try #require(try read())
    #expect(redirected.finalAddress?.text == "http://a.test/", "where its redirects end")
    let trap = try #require(try read())
    #expect(trap.kind == .page && trap.reason == .skipped(.trap) && trap.trap == nil)
    #expect(trap.parent?.text == "http://a.test/")
    #expect(try read() == nil)
  }

  @Test(arguments: [
    "UPDATE address SET kind = 'strange' WHERE id = 7",
    "UPDATE address SET left_out = 'strange' WHERE id = 4",
    "UPDATE result SET status = 'strange' WHERE address = 2",
    "UPDATE result SET status = 'failed', reason = 'strange' WHERE address = 2",
    "UPDATE result SET status = 'skipped', reason = NULL WHERE address = 2",
    "UPDATE result SET kind = 'strange' WHERE address = 1",
    "UPDATE result SET opt_outs = 'strange' || char(9) || 'meta' || char(9) || 'http://a.test/' "
      + "|| char(9) || 'x' WHERE address = 1",
    "UPDATE content SET format = 'strange' WHERE id = 3",
    "UPDATE reference SET via_role = 'strange'",
    "INSERT INTO left_out_note (address, trap_rule) VALUES (7, 'strange')",
  ])
  func `a word that no version writes is damage`(change: String) throws {
    let queue = try DatabaseQueue(path: place.path)
    try queue.write { db in try db.execute(sql: change) }
    try queue.close()
    let records = try Journal(place.path).records()
    let error = #expect(throws: FrontierError.self) {
      while try records.pages() != nil {}
      while try records.images() != nil {}
    }
    #expect(
      error?.code == .damaged && error?.message.contains("strange") == !change.contains("NULL"))
  }

  @Test(arguments: [
    "INSERT INTO policy (url, run, at, reason) VALUES ('http://a.test/robots.txt', 1, "
      + "'2026-03-01T09:05:00.250Z', 'strange')",
    "INSERT INTO books (kind, status, reason, number) VALUES ('page', 'failed', 'strange', 1)",
    "UPDATE result SET status = 'failed', reason = 'strange' WHERE address = 2",
    "UPDATE result SET status = 'failed', reason = NULL WHERE address = 2",
  ])
  func `a reason that no version writes is damage in the counts and policies too`(
    change: String
  ) throws {
    let queue = try DatabaseQueue(path: place.path)
    try queue.write { db in try db.execute(sql: change) }
    try queue.close()
    let journal = try Journal(place.path)
    let error = #expect(throws: FrontierError.self) {
      _ = (try journal.policies(), try journal.counts, try journal.failureGroups())
    }
    #expect(error?.code == .damaged)
  }

  @Test(arguments: [
    "ALTER TABLE content RENAME TO other; CREATE VIEW content AS WITH RECURSIVE n(id) AS "
      + "(SELECT 1 UNION ALL SELECT id + 1 FROM n) SELECT * FROM n",
    "CREATE TRIGGER mine AFTER INSERT ON run BEGIN DELETE FROM result; END",
    "CREATE VIRTUAL TABLE mine USING fts5(words)",
  ])
  func `a journal with programs of somebody else is damaged`(change: String) throws {
    let queue = try DatabaseQueue(path: place.path)
    try queue.write { db in try db.execute(sql: change) }
    try queue.close()
    let error = #expect(throws: FrontierError.self) { try Journal(place.path) }
    #expect(error?.code == .damaged)
    #expect(error?.message.contains("is not one of Magpie") == true)
  }

  @Test func `outcomes are those of the entries`() throws {
    let records = try Journal(place.path).records()
    var entries: [ImageOutcome] = []
    while let entry = try records.images() { entries.append(entry.outcome) }
    var outcomes: [ImageOutcome] = []
    while let outcome = try records.outcomes() { outcomes.append(outcome) }
    #expect(outcomes.count == 5)
    #expect(Set(outcomes) == Set(entries))
  }
}
