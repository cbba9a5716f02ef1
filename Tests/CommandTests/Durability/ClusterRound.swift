import Foundation
import TestSupport
import Threads

/// A crawl by several nodes that is disturbed again and again until it is over.
final class ClusterRound {
  /// What happens to the crawl.
  enum Disturbance: CaseIterable {
    /// A node is killed, and started again on its folder.
    case kill
    /// A node is stopped for longer than its lease lasts.
    case pause
    /// The server is killed, its file cut, and started again.
    case server
    /// A node cannot reach the server for a while; on a cluster no node can reach one of the servers.
    case part
    /// The server is killed and started again without its file: the nodes end, and put back what they
    /// know when they are started again.
    case loss
  }

  static let lease = 2
  static let delay: Duration = .milliseconds(100)

  let sites: MixedSites
  /// One, or those of a Redis Cluster.
  private let servers: [LocalRedis]
  /// Between each node and the server; none on a cluster, whose nodes address each other.
  private let links: [PartedLink]
  private let folders: [TemporaryFolder]
  private var nodes: [RunningMagpie?]
  private var generator: Generator
  /// What was done to it, for messages.
  private(set) var history: [String] = []

  init(nodes count: Int, sites: MixedSites, seed: UInt64, onCluster: Bool) throws {
    self.sites = sites
    let settings = ["--appendonly", "yes", "--auto-aof-rewrite-percentage", "0"]
    let servers =
      onCluster
      ? try LocalCluster(settings: settings).servers : [try LocalRedis(settings: settings)]
    self.servers = servers
    links = onCluster ? [] : try (0..<count).map { _ in try PartedLink(to: servers[0].port) }
    folders = try (0..<count).map { _ in try TemporaryFolder() }
    nodes = Array(repeating: nil, count: count)
    generator = Generator(seed: seed)
    for index in nodes.indices { try start(index) }
  }

  var outputs: [String] { folders.map { $0.path + "/out" } }

  private func start(_ index: Int) throws {
    let port = links.isEmpty ? servers[index % servers.count].port : links[index].port
    let frontier = "redis://127.0.0.1:\(port)/0?name=mixed&lease=\(Self.lease)"
    nodes[index] = try RunningMagpie(
      sites.arguments + ["--delay", "0.1", "--per-host", "1", "--frontier", frontier],
      in: folders[index])
  }

  /// Does something to the crawl each time that the sites have got this number of requests more.
  ///
  /// - Parameters:
  ///   - disturbances: what is done.
  ///   - requests: that number.
  /// - Returns: the exit codes of the nodes at the end.
  /// - Throws: the error that prevents starting or changing something.
  func run(_ disturbances: [Disturbance], every requests: Int) throws -> [Int32] {
    var next = requests
    for disturbance in disturbances {
      sites.wait(forRequests: next) { nodes.contains { $0?.isRunning == true } }
      next = sites.requestCount + requests
      try disturb(disturbance)
    }
    return try finish()
  }

  private func disturb(_ disturbance: Disturbance) throws {
    let index = Int.random(in: nodes.indices, using: &generator)
    let redis = servers[Int.random(in: servers.indices, using: &generator)]
    switch disturbance {
    case .kill:
      history.append("node \(index) killed")
      nodes[index]?.send(SIGKILL)
      _ = nodes[index]?.wait()
      try start(index)
    case .pause:
      history.append("node \(index) paused")
      nodes[index]?.send(SIGSTOP)
      // The time itself is what is tried: the lease ends by the clock of the server.
      sleep(UInt32(Self.lease) + 1)
      nodes[index]?.send(SIGCONT)
    case .server:
      redis.kill()
      let cut = try redis.cut(Int.random(in: 0...20_000, using: &generator))
      history.append("server killed, its file cut by \(cut) bytes")
      try restart(redis)
    case .loss:
      redis.kill()
      _ = try redis.cut(.max)
      history.append("server lost everything")
      try restart(redis)
    case .part where links.isEmpty:
      history.append("a server of the cluster paused")
      redis.pause(true)
      sleep(UInt32.random(in: 1...4, using: &generator))
      redis.pause(false)
    case .part:
      history.append("node \(index) parted")
      links[index].part(true)
      // So is this time: it is shorter or longer than a lease.
      sleep(UInt32.random(in: 1...4, using: &generator))
      links[index].part(false)
    }
  }

  /// Starts a server again; a cluster needs a moment until it takes it back, and a node that is started
  /// meanwhile ends at once.
  private func restart(_ redis: LocalRedis) throws {
    try redis.restart()
    guard links.isEmpty else { return }
    for server in servers {
      while try !server.command("CLUSTER", "INFO").contains("cluster_state:ok") {}
    }
  }

  /// Waits for the end; a node that the server has refused is started again.
  private func finish() throws -> [Int32] {
    try nodes.indices.map { index in
      var code: Int32 = 69
      for _ in 0..<5 where code == 69 {
        code = nodes[index]?.wait() ?? 0
        if code == 69 {
          history.append("node \(index) started again: \(nodes[index]?.stderr ?? "")")
          try start(index)
        }
      }
      return code
    }
  }

  /// The messages of the nodes.
  var messages: String { nodes.map { $0?.stderr ?? "" }.joined(separator: "\n") }
}

extension MixedSites {
  /// The number of requests that all sites have got.
  var requestCount: Int { sites.reduce(0) { $0 + $1.requests.count } }

  /// How often each address was requested.
  var requestsByAddress: [String: Int] {
    var requests: [String: Int] = [:]
    for site in sites {
      for request in site.requests { requests[site.url(request.target), default: 0] += 1 }
    }
    return requests
  }

  /// The greatest number of requests that were certainly in flight at one host at the same time: each
  /// is answered only after a pause.
  var mostAtOnce: Int {
    let pause = UInt64(self.pause / .nanoseconds(1))
    return sites.map { site in
      let arrivals = site.requests.map(\.arrival).sorted()
      return arrivals.indices.map { index in
        arrivals[...index].reversed().prefix { arrivals[index] - $0 < pause }.count
      }.max() ?? 0
    }.max() ?? 0
  }

  /// The shortest time between the arrivals of two requests at one host.
  var shortestInterval: Duration {
    let intervals = sites.flatMap { site in
      let arrivals = site.requests.map(\.arrival).sorted()
      return zip(arrivals, arrivals.dropFirst()).map { $1 - $0 }
    }
    return .nanoseconds(Int64(intervals.min() ?? 0))
  }

  /// Forgets the requests so far.
  func forgetRequests() { for site in sites { site.forgetRequests() } }
}
