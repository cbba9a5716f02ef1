import CrawlModel
import GRDB
import Scheduling
import Testing

/// Journals of earlier versions that have an origin without a host.
struct InlineOriginTests {
  @Test func `the empty origin of an inline image that was left out does no harm`() throws {
    let place = try JournalFolder()
    let queue = try DatabaseQueue(path: try Journal(place.path).path)
    try queue.write { db in
      try db.execute(
        sql: """
          INSERT INTO origin (id, origin) VALUES (1, 'http://a.test'), (2, 'http://');
          INSERT INTO run (id, kind, version, started_at, ended_at, ended) VALUES (1, 'crawl', '0', 'then', NULL, NULL);
          INSERT INTO address
            (id, fingerprint, url, kind, origin, depth, hops, parent, via, left_out, run) VALUES
            (1, 1, 'http://a.test/', 'page', 1, 0, 0, NULL, NULL, NULL, 1),
            (2, 2, 'ni:///sha-256;f4OxZX_x_FO5LcGBSKHWXfwtSx-j1ncoSt3SABJtkGk', 'image', 2, 0, 0,
              1, 'img[src]', 'too-small', 1);
          INSERT INTO waiting (origin, lane, turn, address) VALUES (1, 1, 1, 1);
          """)
    }
    try queue.close()
    let frontier = try place.open(.resume)
    let records = try frontier.records()
    let image = try #require(try records.images())
    #expect(image.key.text == "ni:///sha-256;f4OxZX_x_FO5LcGBSKHWXfwtSx-j1ncoSt3SABJtkGk")
    #expect(image.key.address == nil && image.reason == .skipped(.tooSmall))
  }
}
