import Addressing
import CrawlModel
import Files
import GRDB
import TestSupport
import Testing
import Threads

@testable import Scheduling

/// Journals that earlier versions of Magpie wrote.
@Suite(.timeLimit(.minutes(30)))
struct EarlierJournalTests {
  static let versions = [1, 2, 3, 4, 5, 6, 7, 8]

  /// A journal of an earlier version, and the content of its dump.
  private struct Earlier {
    let place: JournalFolder
    var states: [String: String] = [:]
    var vias: [String: [String]] = [:]
    var waiting = 0

    init(version: Int, changed sql: String = "") throws {
      place = try JournalFolder()
      let dump = try Fixture.text("journals/version-\(version).sql")
      let queue = try DatabaseQueue(path: place.path)
      try queue.writeWithoutTransaction { db in try db.execute(sql: dump + sql) }
      try queue.read { db in
        for row in try Row.fetchAll(db, sql: Self.selectStates) {
          states[row["url"]] = row["state"]
        }
        for row in try Row.fetchAll(db, sql: Self.selectVias) {
          vias[row["url"], default: []].append(row["via"])
        }
        waiting = try Int.fetchOne(db, sql: "SELECT count(*) FROM waiting") ?? 0
      }
      try queue.close()
    }

    private static let selectStates = """
      SELECT a.url, CASE WHEN a.left_out IS NOT NULL THEN 'skipped ' || a.left_out
        ELSE ifnull(r.status, 'pending') || ifnull(' ' || r.reason, '') END AS state
      FROM address a LEFT JOIN result r ON r.address = a.id
      """

    private static let selectVias = """
      SELECT a.url, f.via FROM reference f JOIN address a ON a.id = f.image ORDER BY f.rowid
      """
  }

  @Test(arguments: versions)
  func `the records are those of the dump`(version: Int) throws {
    let earlier = try Earlier(version: version)
    let journal = try Journal(earlier.place.path)
    let counts = try journal.audit()
    #expect(counts.kept == counts.counted)
    #expect(counts.kept.images.taken == 24 && counts.kept.pages.taken == 8)
    let records = try journal.records()
    var states: [String: String] = [:]
    while let page = try records.pages() {
      let reason = page.reason.map { " \($0.word)" } ?? ""
      states[page.address.text] = page.status.rawValue + reason
    }
    var vias: [String: [String]] = [:]
    while let image = try records.images() {
      let reason = image.reason.map { " \($0.word)" } ?? ""
      states[image.key.text] = image.status.rawValue + reason
      vias[image.key.text] = image.found.map(\.via.text)
    }
    #expect(states == earlier.states)
    #expect(vias == earlier.vias)
    #expect(try journal.waiting == earlier.waiting)
    #expect(try journal.runs.map(\.kind) == [.crawl])
    #expect(try journal.runs.map(\.ended) == [.limit])
  }

  @Test(arguments: versions)
  func `the roles are those of the texts`(version: Int) throws {
    let earlier = try Earlier(version: version)
    let images = try Journal(earlier.place.path).records().images
    var roles: [String: Via.Role] = [:]
    while let image = try images() {
      for place in image.found { roles[place.via.text] = place.via.role }
    }
    #expect(roles["a[href]"] == .hyperlink)
    #expect(roles["img[src]"] == .embedded)
    #expect(roles["noscript/img[src]"] == .embedded)
    #expect(roles["script[string]"] == .script)
    let frontier = try earlier.place.open(.refresh)
    let jobs = try Self.drain(frontier, .unchanged)
    let probes = jobs.filter { $0.via?.role == .probe }.map(\.address.path)
    #expect(probes == ["/sitemap.xml"])
    #expect(jobs.filter { $0.via == nil }.map(\.address.path).sorted() == ["/", "/old.html"])
    try frontier.finish()
  }

  @Test(arguments: versions.filter { $0 < 8 })
  func `an image that a page only names has another role, and how it is shown is unknown`(
    version: Int
  ) throws {
    let earlier = try Earlier(version: version)
    let journal = try Journal(earlier.place.path)
    let images = try journal.records().images
    var roles: [String: Via.Role] = [:]
    while let image = try images() {
      #expect(image.caching == nil)
      for place in image.found {
        roles[place.via.text] = place.via.role
        #expect(place.caption.showing == nil && place.caption.alternative == nil)
      }
    }
    #expect(roles["img[src]"] == .embedded && roles["img[data-src]"] == .embedded)
    #expect(roles["meta[og:image]"] == .metadata)
    #expect(try journal.placesWithoutShowing > 0)
  }

  @Test func `a trap that left a page out becomes a value`() throws {
    let earlier = try Earlier(version: 3)
    let journal = try Journal(earlier.place.path)
    let pages = try journal.records().pages
    var traps: [PageEntry] = []
    while let page = try pages() { if page.trap != nil { traps.append(page) } }
    #expect(traps.map(\.trap) == [.repeatingPath, .repeatingPath])
    let address = try #require(traps.first?.address)
    #expect(
      try journal.trails(of: .address(address)).map(\.note)
        == ["repeating-path: 'again' stands 4 times in a row"])
  }

  // Version 4 has no traps in notes.
  @Test(arguments: 1...3)
  func `a trap in the note of a result becomes a value, and other notes stay`(version: Int) throws {
    let earlier = try Earlier(
      version: version,
      changed: """
        INSERT INTO result (address, run, status, reason, note)
          SELECT address, 1, 'skipped', 'trap', 'nothing-new: 9 pages: none new' FROM waiting
          WHERE lane = 1 ORDER BY turn LIMIT 1;
        INSERT INTO result (address, run, status, reason, note)
          SELECT address, 1, 'skipped', 'robots', 'line 2: Disallow: /' FROM waiting
          WHERE lane = 1 ORDER BY turn LIMIT 1 OFFSET 1;
        """)
    let journal = try Journal(earlier.place.path)
    let pages = try journal.records().pages
    var notes: [String?] = []
    while let page = try pages() {
      guard page.trap == .nothingNew || page.reason == .skipped(.robots) else { continue }
      notes += try journal.trails(of: .address(page.address)).map(\.note)
    }
    #expect(notes == ["nothing-new: 9 pages: none new", "line 2: Disallow: /"])
  }

  @Test(arguments: versions)
  func `it is resumed and refreshed`(version: Int) throws {
    let earlier = try Earlier(version: version)
    #expect(try Journal(earlier.place.path).progress == .unfinished(.crawl))
    let resumed = try earlier.place.open(.resume)
    let rest = try Self.drain(resumed, .failed(.timeout))
    #expect(rest.count == earlier.waiting)
    #expect(rest.allSatisfy { earlier.states[$0.address.text] == "pending" })
    Clerk(resumed).audit()
    #expect(resumed.counts.waiting == 0 && resumed.counts.pages.pending == 0)
    try resumed.join()
    try resumed.finish()
    try Self.journal(of: resumed).end(.complete, at: Timestamp(seconds: 2_000))

    #expect(try Journal(earlier.place.path).progress == .finished)
    let refreshed = try earlier.place.open(.refresh)
    let again = Set(try Self.drain(refreshed, .unchanged).map(\.address.text))
    let requested = earlier.states.filter {
      ["stored", "fetched", "failed", "pending"].contains($0.value.prefix { $0 != " " })
    }
    #expect(again.isSuperset(of: requested.keys))
    #expect(again.count < earlier.states.count, "what a rule left out is not requested")
    Clerk(refreshed).audit()
    try refreshed.finish()
    #expect(try Self.journal(of: refreshed).closeRefresh()?.gone == 0)
  }

  @Test func `a journal of an earlier version is not read without being migrated`() throws {
    let earlier = try Earlier(version: 3)
    let error = #expect(throws: FrontierError.self) {
      try Journal(readingIn: Folder.open(earlier.place.folder.path))
    }
    #expect(error?.code == .mismatch)
  }

  private static func journal(of frontier: WindowedFrontier) throws -> Journal {
    try #require(frontier.backlog as? JournalBacklog).journal
  }

  /// Finishes every job, and returns all of them; the targets of probes do not exist.
  private static func drain(_ frontier: WindowedFrontier, _ outcome: Outcome) throws -> [Job] {
    var jobs: [Job] = []
    while frontier.counts.waiting > 0 {
      let next = try #require(try frontier.get(for: WorkerID(0)))
      jobs.append(next.job)
      try frontier.finish(next, Findings(outcome: next.job.isProbe ? .aside : outcome))
    }
    return jobs
  }
}
