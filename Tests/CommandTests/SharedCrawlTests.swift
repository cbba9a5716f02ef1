import Foundation
import TestSupport
import Testing

/// Several processes that crawl together.
@Suite(.enabled(if: LocalRedis.isAvailable), .serialized)
struct SharedCrawlTests {
  /// What a server needs that loses nothing when it is killed: by default Redis may put off writing
  /// for two seconds where the disk is busy (`appendfsync` in redis.conf).
  private static let durable = ["--appendonly", "yes", "--appendfsync", "always"]

  /// Sites that link to each other; each has pages in a row, with an image on each.
  private final class Sites {
    static let pages = 8
    let sites: [LoopbackSite]

    init(_ count: Int, pause: Duration = .milliseconds(5)) throws {
      var sites: [LoopbackSite] = []
      for _ in 0..<count {
        // A site links to the one before it, whose port is known.
        let last = sites.last.map { [$0.url("/")] } ?? []
        var routes: [String: Behaviour] = [:]
        for page in 0..<Self.pages {
          let name = page == 0 ? "/" : "/\(page)"
          let next = page + 1 < Self.pages ? ["/\(page + 1)"] : []
          routes[name] = .delay(
            pause, then: .page(images: ["/\(page).png"], links: next + (page == 0 ? last : [])))
          routes["/\(page).png"] = .delay(pause, then: .picture("\(sites.count) \(page)"))
        }
        sites.append(try LoopbackSite(routes: routes))
      }
      self.sites = sites
    }

    var seed: String { sites[sites.count - 1].url("/") }

    var images: Set<String> {
      Set(sites.flatMap { site in (0..<Self.pages).map { site.url("/\($0).png") } })
    }

    /// How often each address was requested.
    var requests: [String: Int] {
      var requests: [String: Int] = [:]
      for site in sites {
        for request in site.requestsForContent {
          requests[site.url(request.target), default: 0] += 1
        }
      }
      return requests
    }
  }

  private func arguments(
    _ sites: Sites, _ redis: LocalRedis, lease: Int = 60, database: Int = 1
  ) -> [String] {
    [
      sites.seed, "--scope", "any", "--no-sitemaps", "--no-robots", "--frontier",
      redis.address("/\(database)?name=birds&lease=\(lease)"),
    ]
  }

  /// The addresses of the images that a node has stored.
  private func stored(_ node: RunningMagpie) throws -> Set<String> {
    let text = try Magpie.run(["export", node.folder.path + "/out", "--to", "jsonl", "-"]).stdout
    return Set(
      try objects(text).filter { ["stored", "duplicate"].contains($0["status"] as? String) }
        .compactMap { $0["url"] as? String })
  }

  @Test(arguments: [2, 3])
  func `nodes fetch every address once, and end together`(count: Int) throws {
    let redis = try LocalRedis()
    let sites = try Sites(12)
    let nodes = try (0..<count).map { _ in try RunningMagpie(arguments(sites, redis)) }
    for node in nodes { #expect(node.wait() == 0, "\(node.stderr)") }
    #expect(nodes.contains { $0.stdout.contains("'magpie merge OUT DIR...' unites") })
    let stored = try nodes.map(stored)
    #expect(stored.reduce(into: Set()) { $0.formUnion($1) } == sites.images)
    #expect(stored.reduce(0) { $0 + $1.count } == sites.images.count)
    #expect(sites.requests.values.allSatisfy { $0 == 1 })
    for node in nodes {
      #expect(node.stderr.contains("keeps nothing on its disk"))
      // That another node has fetched the seed is no failure.
      #expect(!node.stderr.contains("Another machine"), "\(node.stderr)")
      let verified = try Magpie.run(["verify", node.folder.path + "/out"])
      #expect(verified.status == 0, "\(verified.stderr)")
    }
  }

  @Test func `nodes on a cluster fetch every address once, and end together`() throws {
    let cluster = try LocalCluster(settings: ["--appendonly", "yes"])
    let sites = try Sites(12)
    let nodes = try cluster.servers.map { try RunningMagpie(arguments(sites, $0, database: 0)) }
    for node in nodes { #expect(node.wait() == 0, "\(node.stderr)") }
    let stored = try nodes.map(stored)
    #expect(stored.reduce(into: Set()) { $0.formUnion($1) } == sites.images)
    #expect(stored.reduce(0) { $0 + $1.count } == sites.images.count)
    #expect(sites.requests.values.allSatisfy { $0 == 1 })
    let merged = nodes[0].folder.path + "/merged"
    let merge = try Magpie.run(["merge", merged] + nodes.map { $0.folder.path + "/out" })
    #expect(merge.status == 0, "\(merge.stderr)")
    #expect(try Magpie.run(["verify", merged]).status == 0)
    let address = cluster.servers[1].address("?name=birds")
    let status = try Magpie.run(["status", "--frontier", address, "--json"])
    let fields = try #require(try objects(status.stdout).first)
    #expect(fields["unfinished"] as? Int == 0, "\(status.stdout)")
    #expect((fields["nodes"] as? [Any])?.count == 3, "\(status.stdout)")
  }

  @Test func `a server of a cluster that is killed and started again costs nothing but time`()
    throws
  {
    let cluster = try LocalCluster(settings: Self.durable)
    let sites = try Sites(6, pause: .milliseconds(20))
    let nodes = try (0..<2).map { number in
      try RunningMagpie(arguments(sites, cluster.servers[number], database: 0) + ["-v"])
    }
    for node in nodes { #expect(node.waitForText("run       crawl")) }
    cluster.servers[1].kill()
    try cluster.servers[1].restart()
    for node in nodes { #expect(node.wait() == 0, "\(node.stderr)") }
    #expect(try stored(nodes[0]).union(stored(nodes[1])) == sites.images)
  }

  /// Pages on hosts of their own: one is two steps away over a slow page, and four over others.
  private static func diamond() throws -> (
    root: LoopbackSite, beyond: [LoopbackSite], all: [LoopbackSite]
  ) {
    func site(_ name: String, links: [LoopbackSite] = [], pause: Duration = .zero) throws
      -> LoopbackSite
    {
      try LoopbackSite(routes: [
        "/": .delay(pause, then: .page(images: ["/\(name).png"], links: links.map { $0.url("/") })),
        "/\(name).png": .picture(name),
      ])
    }
    let far = try site("far")
    let join = try site("join", links: [far])
    let slow = try site("slow", links: [join], pause: .milliseconds(300))
    let third = try site("third", links: [join])
    let second = try site("second", links: [third])
    let first = try site("first", links: [second])
    let root = try site("root", links: [slow, first])
    return (root, [far, third], [join, slow, second, first, root])
  }

  @Test(arguments: [false, true])
  func `a depth is counted over the shortest way, whichever nodes find it`(onCluster: Bool) throws {
    let cluster = onCluster ? try LocalCluster() : nil
    let redis = try cluster?.servers[0] ?? LocalRedis()
    let sites = try Self.diamond()
    let nodes = try (0..<2).map { _ in
      try RunningMagpie([
        sites.root.url("/"), "--scope", "any", "--no-sitemaps", "--no-robots", "--depth", "2",
        "--frontier", redis.address("/0?name=birds"),
      ])
    }
    for node in nodes { #expect(node.wait() == 0, "\(node.stderr)") }
    for site in sites.all { #expect(site.requestsForContent.count == 2, "\(site.url("/"))") }
    for site in sites.beyond { #expect(site.requestsForContent.isEmpty, "\(site.url("/"))") }
    let status = try Magpie.run(["status", "--frontier", redis.address("/0?name=birds"), "--json"])
    #expect(try objects(status.stdout).first?["unfinished"] as? Int == 0)
  }

  @Test func `the others do what a killed node had`() throws {
    let redis = try LocalRedis()
    let sites = try Sites(6, pause: .milliseconds(20))
    let first = try RunningMagpie(arguments(sites, redis, lease: 2))
    #expect(first.waitForRequests(3, at: sites.sites[5]))
    first.send(SIGKILL)
    #expect(first.wait() == 128 + SIGKILL)
    let second = try RunningMagpie(arguments(sites, redis, lease: 2))
    #expect(second.wait() == 0, "\(second.stderr)")
    let union = try stored(first).union(stored(second))
    #expect(union == sites.images)
    #expect(sites.requests.values.allSatisfy { $0 <= 2 })
    // It takes part again, and there is nothing left to do.
    let again = try RunningMagpie(arguments(sites, redis, lease: 2), in: first.folder)
    #expect(again.wait() == 0, "\(again.stderr)")
    #expect(try Magpie.run(["verify", first.folder.path + "/out"]).status == 0)
    let alone = try Magpie.run([sites.seed, "--scope", "any", "-o", first.folder.path + "/out"])
    #expect(alone.status == 73 && alone.stderr.contains("--frontier"), "\(alone.stderr)")
  }

  @Test func `a node that was paused drops what it had`() throws {
    let redis = try LocalRedis()
    let sites = try Sites(6, pause: .milliseconds(20))
    let first = try RunningMagpie(arguments(sites, redis, lease: 2))
    #expect(first.waitForRequests(3, at: sites.sites[5]))
    first.send(SIGSTOP)
    let second = try RunningMagpie(arguments(sites, redis, lease: 2))
    #expect(second.wait() == 0, "\(second.stderr)")
    first.send(SIGCONT)
    #expect(first.wait() == 0, "\(first.stderr)")
    #expect(try stored(first).union(stored(second)) == sites.images)
    #expect(sites.requests.values.allSatisfy { $0 <= 2 })
  }

  @Test func `a server that is killed and started again costs nothing but time`() throws {
    let redis = try LocalRedis(settings: Self.durable)
    let sites = try Sites(6, pause: .milliseconds(20))
    let nodes = try (0..<2).map { _ in try RunningMagpie(arguments(sites, redis) + ["-v"]) }
    // Without a server none could begin.
    for node in nodes { #expect(node.waitForText("run       crawl")) }
    redis.kill()
    try redis.restart()
    for node in nodes { #expect(node.wait() == 0, "\(node.stderr)") }
    #expect(try stored(nodes[0]).union(stored(nodes[1])) == sites.images)
  }

  @Test func `a limit holds for all nodes, and stops all of them`() throws {
    let redis = try LocalRedis()
    let sites = try Sites(6)
    let line = arguments(sites, redis) + ["--max-images", "7"]
    let nodes = try (0..<2).map { _ in try RunningMagpie(line) }
    for node in nodes { #expect(node.wait() == 3, "\(node.stderr)") }
    #expect(try stored(nodes[0]).count + stored(nodes[1]).count == 7)
  }

  @Test func `the maximum number of pages of a host holds for all nodes together`() throws {
    let redis = try LocalRedis()
    let sites = try Sites(6, pause: .milliseconds(20))
    let line = arguments(sites, redis) + ["--max-pages-per-host", "3"]
    let first = try RunningMagpie(line)
    #expect(first.waitForRequests(3, at: sites.sites[5]))
    first.send(SIGTERM)
    #expect(first.wait() == 143)
    let others = try (0..<2).map { _ in try RunningMagpie(line) }
    for node in others { #expect(node.wait() == 0, "\(node.stderr)") }
    for site in sites.sites {
      let pages = site.requestsForContent.filter { !$0.target.hasSuffix(".png") }
      #expect(pages.count == 3, "\(pages.map(\.target))")
    }
  }

  @Test func `a signal ends one node, and the others go on`() throws {
    let redis = try LocalRedis()
    let sites = try Sites(6, pause: .milliseconds(20))
    let first = try RunningMagpie(arguments(sites, redis))
    #expect(first.waitForRequests(3, at: sites.sites[5]))
    first.send(SIGTERM)
    #expect(first.wait() == 143)
    let second = try RunningMagpie(arguments(sites, redis))
    #expect(second.wait() == 0, "\(second.stderr)")
    #expect(try stored(first).union(stored(second)) == sites.images)
    #expect(try stored(first).isDisjoint(with: stored(second)))
  }

  @Test func `what is wrong is said before anything is fetched`() throws {
    let redis = try LocalRedis(settings: ["--appendonly", "yes"])
    let folder = try TemporaryFolder()
    func run(_ arguments: String...) throws -> Shell.Outcome {
      try Magpie.run(["http://127.0.0.1:9/"] + arguments + ["-o", folder.path + "/out"])
    }
    let nobody = try run("--frontier", "redis://127.0.0.1:1?name=birds")
    #expect(nobody.status == 69 && nobody.stderr.contains("cannot be reached"))
    #expect(try run("--frontier", "redis://127.0.0.1").status == 64)
    let dry = try run("--frontier", redis.address("?name=birds"), "--dry-run")
    #expect(dry.status == 64 && dry.stderr.contains("--dry-run cannot be used"))
    _ = try run("--frontier", redis.address("?name=birds"), "--retries", "0")
    let other = try Magpie.run([
      "http://127.0.0.1:9/", "--formats", "png", "--frontier", redis.address("?name=birds"), "-o",
      folder.path + "/other",
    ])
    #expect(other.status == 64)
    #expect(other.stderr.contains("formats is not given there and png here"))
  }
}
