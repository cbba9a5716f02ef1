import Foundation
import TestSupport
import Testing

/// Watching and stopping a shared crawl.
@Suite(.enabled(if: LocalRedis.isAvailable), .serialized)
struct SharedStatusTests {
  @Test func `the status has all machines, and a stop ends them in order`() throws {
    let redis = try LocalRedis()
    let sites = try MixedSites(6, pause: .milliseconds(20))
    let frontier = ["--frontier", redis.address("/1?name=mixed&lease=60")]
    // They cannot end by themselves.
    for site in sites.sites { site.answer(atMost: 4) }
    let nodes = try (0..<2).map { _ in try RunningMagpie(sites.arguments(redis)) }
    #expect(nodes[0].waitForRequests(4, at: sites.sites[0]))
    #expect(nodes[0].waitForRequests(1, at: sites.sites[4]))
    let status = try Magpie.run(["status", "--json"] + frontier)
    #expect(status.status == 0, "\(status.stderr)")
    let state = try objects(status.stdout).first
    let machines = state?["nodes"] as? [[String: Any]] ?? []
    #expect(machines.count == 2)
    for node in nodes {
      let own = machines.first { ($0["name"] as? String)?.contains(node.folder.path) == true }
      #expect((own?["seconds_silent"] as? Int).map { $0 < 60 } == true)
    }
    #expect(machines.contains { ($0["origins"] as? Int ?? 0) > 0 })
    let counts = ["addresses", "done", "unfinished"].map { state?[$0] as? Int ?? -1 }
    #expect(counts[0] == counts[1] + counts[2] && counts[2] > 0, "\(status.stdout)")
    let text = try Magpie.run(["status"] + frontier).stdout
    #expect(text.contains("Running on 2 machines") && text.contains(nodes[1].folder.path))

    let stopped = try Magpie.run(["crawl", "--stop"] + frontier)
    #expect(stopped.status == 0 && stopped.stdout.contains("ends on 2 machines"))
    for node in nodes { #expect(node.wait() == 130, "\(node.stderr)") }
    #expect(
      try Magpie.run(["status"] + frontier).stdout.contains("Stopped on request: all have ended"))

    for site in sites.sites { site.answer(atMost: nil) }
    let again = try RunningMagpie(sites.arguments(redis), in: nodes[0].folder)
    #expect([0, 1].contains(again.wait()), "\(again.stderr)")
    #expect(try Magpie.run(["status"] + frontier).stdout.hasPrefix("Complete."))
  }

  @Test func `what is wrong is said`() throws {
    let redis = try LocalRedis()
    let nothing = try Magpie.run(["status", "--frontier", redis.address("?name=none")])
    #expect(nothing.status == 64 && nothing.stderr.contains("no crawl 'none'"))
    let stop = try Magpie.run(["crawl", "--stop", "--frontier", redis.address("?name=none")])
    #expect(stop.status == 64)
    let away = try Magpie.run(["status", "--frontier", "redis://127.0.0.1:1?name=birds"])
    #expect(away.status == 69)
    #expect(try Magpie.run(["status"]).status == 64)
    #expect(try Magpie.run(["crawl", "--stop"]).status == 64)
  }
}
