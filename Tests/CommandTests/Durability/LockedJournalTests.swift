import Foundation
import GRDB
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(30)))
struct LockedJournalTests {
  private let site: LoopbackSite
  private let folder: TemporaryFolder

  init() throws {
    site = try LoopbackSite(routes: ["/": .page(images: ["/a.png"]), "/a.png": .picture("a")])
    folder = try TemporaryFolder()
  }

  /// Locks the journal of a finished crawl.
  private func lock() throws -> DatabaseQueue {
    #expect(try Magpie.run([site.url("/"), "-q", "-o", folder.path + "/out"]).status == 0)
    site.forgetRequests()
    var configuration = Configuration()
    configuration.allowsUnsafeTransactions = true
    let queue = try DatabaseQueue(
      path: folder.path + "/out/.magpie/crawl.sqlite", configuration: configuration)
    try queue.writeWithoutTransaction { db in try db.execute(sql: "BEGIN EXCLUSIVE") }
    return queue
  }

  @Test func `the crawl waits for a program that locks the journal for a while`() throws {
    let queue = try lock()
    let process = try RunningMagpie([site.url("/")], in: folder)
    #expect(process.waitUntilOpen("crawl.sqlite"))
    #expect(site.requests.isEmpty)
    try queue.writeWithoutTransaction { db in try db.execute(sql: "COMMIT") }
    #expect(process.wait() == 0)
    #expect(process.stdout.contains("unchanged"))
  }

  @Test func `a journal locked for too long is the reported reason`() throws {
    let queue = try lock()
    let outcome = try Magpie.run([site.url("/"), "-o", folder.path + "/out"])
    #expect(outcome.status == 73)
    #expect(outcome.stderr.contains("another program holds it"))
    #expect(outcome.stderr.contains("crawl.sqlite"))
    #expect(site.requests.isEmpty)
    try queue.writeWithoutTransaction { db in try db.execute(sql: "COMMIT") }
    #expect(try Magpie.run([site.url("/"), "-q", "-o", folder.path + "/out"]).status == 0)
  }
}
