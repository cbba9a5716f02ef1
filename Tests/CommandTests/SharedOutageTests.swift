import Foundation
import TestSupport
import Testing
import Threads

/// Crawls whose Redis refuses everything that changes something, or says nothing.
@Suite(.enabled(if: LocalRedis.isAvailable), .serialized)
struct SharedOutageTests {
  private func site(late: Behaviour) throws -> LoopbackSite {
    try LoopbackSite(routes: [
      "/": .page(images: ["/a.png", "/late.png"]), "/a.png": .picture("a"), "/late.png": late,
    ])
  }

  private func start(_ site: LoopbackSite, _ redis: LocalRedis) throws -> RunningMagpie {
    // A crawl that says nothing ends by the limit.
    let magpie = try RunningMagpie([
      site.url("/"), "--no-sitemaps", "--max-time", "60", "--frontier",
      redis.address("/0?name=birds"),
    ])
    #expect(magpie.waitForRequests(of: "/late.png", at: site), "\(magpie.stderr)")
    return magpie
  }

  @Test(arguments: [
    (["CONFIG", "SET", "maxmemory", "1"], ["CONFIG", "SET", "maxmemory", "0"], "raise that with"),
    (["REPLICAOF", "127.0.0.1", "1"], ["REPLICAOF", "NO", "ONE"], "the address of the primary"),
  ])
  func `a server that refuses to be written to is named at once, and waited for`(
    refuse: [String], allow: [String], advice: String
  ) throws {
    let redis = try LocalRedis()
    let isRefusing = Monitor(false)
    let site = try site(
      late: .decide { _ in
        isRefusing.wait { $0 ? .finish(()) : .sleep }
        return .picture("late")
      })
    let magpie = try start(site, redis)
    let refused = Result { try redis.command(refuse) }
    isRefusing.withLock { $0 = true }
    isRefusing.broadcast()
    _ = try refused.get()
    #expect(magpie.waitForText(advice), "\(magpie.stderr)")
    #expect(magpie.waitForText("The crawl waits for it, at most 600 s."))
    _ = try redis.command(allow)
    #expect(magpie.wait() == 0, "\(magpie.stderr)")
    #expect(magpie.stderr.contains("The shared frontier can be used again."), "\(magpie.stderr)")
    #expect(magpie.stdout.hasPrefix("Complete: 2 images"), "\(magpie.stdout)")
  }

  @Test func `a second signal ends a crawl whose server is silent, and the summary is written`()
    throws
  {
    let redis = try LocalRedis()
    let site = try site(late: .hang)
    let magpie = try start(site, redis)
    redis.pause(true)
    defer { redis.pause(false) }
    magpie.send(SIGINT)
    #expect(magpie.waitForText("Stopping: "))
    magpie.send(SIGTERM)
    #expect(magpie.wait() == 143)
    #expect(!magpie.stderr.contains("Ended at once"), "\(magpie.stderr)")
    #expect(magpie.stdout.hasPrefix("Interrupted: "), "\(magpie.stdout)")
    #expect(try magpie.folder.contents().contains("out/summary.json"))
    #expect(!magpie.stderr.contains("The crawl waits"), "\(magpie.stderr)")
    #expect(site.requests(for: "/late.png").count == 1)
  }
}
