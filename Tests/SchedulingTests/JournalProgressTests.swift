import Addressing
import CrawlModel
import GRDB
import Scheduling
import Testing

/// How the next run determines the remaining work.
struct JournalProgressTests {
  private let place: JournalFolder

  init() throws { place = try JournalFolder() }

  @Test func `a new journal is fresh and one that was begun is not`() throws {
    #expect(try Journal(place.path).progress == .fresh)
    _ = try place.open()
    #expect(
      try Journal(place.path).progress == .unfinished(.crawl), "it died before its seeds were put")
  }

  @Test func `a journal that died while it was made is made`() throws {
    let queue = try DatabaseQueue(path: place.path)
    try queue.write { db in
      try db.execute(
        sql: "CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY)")
    }
    try queue.close()
    #expect(try Journal(place.path).progress == .fresh)
  }

  @Test func `a crawl is finished when it says so and not when it has nothing to do`() throws {
    let frontier = try place.open()
    try Clerk(frontier).seed("http://a.test/")
    #expect(try place.dying(frontier).progress == .unfinished(.crawl))
    try Clerk(frontier).finish(Clerk(frontier).take())
    #expect(
      try place.dying(frontier).progress == .unfinished(.crawl), "its manifest is not written")
    frontier.close()
    try frontier.finish()
    let journal = try Journal(place.path)
    try journal.end(.complete, at: Timestamp(seconds: 5))
    #expect(try journal.progress == .finished)
  }

  @Test func `a resumed refresh is still a refresh`() throws {
    let first = try place.open()
    try Clerk(first).seed("http://a.test/")
    try Clerk(first).finish(Clerk(first).take())
    first.close()
    try first.finish()
    try Journal(place.path).end(.complete, at: Timestamp(seconds: 5))
    let refresh = try place.open(.refresh)
    #expect(try place.dying(refresh).progress == .unfinished(.refresh))
    let resumed = try place.dying(refresh)
    _ = try resumed.open(.resume)
    #expect(try resumed.progress == .unfinished(.refresh))
  }
}

extension JournalFolder {
  fileprivate var progress: Journal.Progress {
    get throws { try Journal(path).progress }
  }
}
