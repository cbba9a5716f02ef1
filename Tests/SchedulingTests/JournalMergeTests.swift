import Addressing
import CrawlModel
import GRDB
import Testing

@testable import Scheduling

/// Uniting journals: what counts of several results, and what follows from all together.
struct JournalMergeTests {
  /// The journal of a node that has the pages `/1` and `/2` of one origin, each with a result that a
  /// test gives: status, reason, the page it redirects to, and token.
  private static func node(
    _ place: JournalFolder, _ results: [(String, String?, Int?, Int)]
  ) throws -> Journal {
    let journal = try Journal(place.path)
    try journal.begin(.crawl, at: Timestamp(seconds: 1), levelByLevel: false)
    try journal.set(.fixed)
    try journal.database.write { db in
      try db.execute(sql: "INSERT INTO origin (id, origin) VALUES (1, 'http://a.test')")
      for (index, result) in results.enumerated() {
        try db.execute(
          sql: """
            INSERT INTO address (id, fingerprint, url, kind, origin, depth, hops, run)
              VALUES (?1, ?1, 'http://a.test/' || ?1, 'page', 1, 0, 0, 1);
            """, arguments: [index + 1])
        try db.execute(
          sql: """
            INSERT INTO result (address, run, status, reason, redirect, token)
              VALUES (?, 1, ?, ?, ?, ?)
            """, arguments: [index + 1, result.0, result.1, result.2, result.3])
      }
    }
    return journal
  }

  private static func states(
    of nodes: [[(String, String?, Int?, Int)]]
  ) throws -> [String] {
    let places = try nodes.map { _ in try JournalFolder() }
    let journals = try zip(places, nodes).map { try node($0, $1) }
    let target = try Journal()
    try target.begin(.crawl, at: Timestamp(seconds: 1), levelByLevel: false)
    _ = try JournalMerge(of: journals, in: target)
    let audit = try target.audit()
    #expect(audit.kept == audit.counted)
    return try target.database.read { db in
      try String.fetchAll(
        db, sql: "SELECT status || ifnull(' ' || reason, '') FROM result ORDER BY address")
    }
  }

  @Test func `the result with the greatest token counts`() throws {
    let one: [(String, String?, Int?, Int)] = [
      ("failed", "timeout", nil, 9), ("fetched", nil, nil, 1_000_003),
    ]
    let other: [(String, String?, Int?, Int)] = [
      ("fetched", nil, nil, 7), ("failed", "timeout", nil, 2_000_001),
    ]
    let expected = ["failed timeout", "failed timeout"]
    #expect(try Self.states(of: [one, other]) == expected)
    #expect(try Self.states(of: [other, one]) == expected)
  }

  @Test(arguments: [[2, 1], [1, nil], [nil, 2], [2, 2]] as [[Int?]])
  func `no address of the union was found in itself`(parents: [Int?]) throws {
    let place = try JournalFolder()
    let journal = try Self.node(
      place, [("fetched", nil, nil, 1), ("fetched", nil, nil, 1), ("fetched", nil, nil, 1)])
    try journal.database.write { db in
      for (index, parent) in parents.enumerated() {
        try db.execute(
          sql: "UPDATE address SET parent = ?, via = 'a[href]' WHERE id = ?",
          arguments: [parent, index + 1])
      }
      try db.execute(sql: "UPDATE address SET parent = 1, via = 'a[href]' WHERE id = 3")
    }
    let target = try Journal()
    try target.begin(.crawl, at: Timestamp(seconds: 1), levelByLevel: false)
    _ = try JournalMerge(of: [journal], in: target)
    for number in 1...3 {
      let url = "http://a.test/\(number)"
      let trail = try #require(try target.trails(of: .address(WebAddress(url))).first)
      #expect(trail.way.last?.url == url)
      #expect(trail.way.count <= 3)
    }
    let last = try target.trails(of: .address(WebAddress("http://a.test/3"))).first
    #expect(last?.way.first?.url != last?.way.last?.url)
  }

  @Test func `a redirect loop is noticed whichever nodes have its results`() throws {
    let loop = ["failed redirect-loop", "failed redirect-loop"]
    let noticed: [(String, String?, Int?, Int)] = [
      ("failed", "redirect-loop", 2, 5), ("failed", "redirect-loop", 1, 5),
    ]
    // The later result of one of the pages is that of a node that has not noticed it.
    let later: [(String, String?, Int?, Int)] = [("fetched", nil, 2, 9), ("fetched", nil, nil, 1)]
    #expect(try Self.states(of: [noticed, later]) == loop)
    // One page is not redirected any more.
    #expect(
      try Self.states(of: [noticed, [("fetched", nil, nil, 9)]]) == ["fetched", "fetched"])
  }
}
