import Addressing
import CrawlModel
import Redis
import TestSupport
import Testing
import Threads

@testable import Scheduling

/// Frontiers of several nodes on one server.
@Suite(.enabled(if: LocalRedis.isAvailable), .serialized)
struct SharedFrontierTests {
  /// A made-up web of hosts: every page links to pages of its own host and of others, and shows an
  /// image.
  private struct Web {
    let hosts: Int
    let pages: Int

    var addresses: Int { 2 * hosts * pages }

    func findings(of assignment: Assignment) throws -> Findings {
      let address = assignment.address
      guard assignment.kind == .page else {
        return Findings(outcome: .stored(Clerk.content(address.text)))
      }
      let host = Int(address.host.dropFirst().prefix { $0 != "." }) ?? 0
      let page = Int(address.path.dropFirst()) ?? 0
      var discoveries = [
        try Clerk.follow(.image, "http://h\(host).test/\(page).png", from: assignment),
        try Clerk.follow(
          .page, "http://h\((host * 2 + 1) % hosts).test/\(page)", from: assignment),
        try Clerk.follow(
          .page, "http://h\((host * 2 + 2) % hosts).test/\(page)", from: assignment),
      ]
      if page + 1 < pages {
        discoveries.append(
          try Clerk.follow(.page, "http://h\(host).test/\(page + 1)", from: assignment))
      }
      return Findings(outcome: .fetched, discoveries: discoveries)
    }
  }

  /// What all nodes have done, and where they are at work.
  private final class Log: Sendable {
    struct State {
      var done: [String: Int] = [:]
      var nodesAtHost: [String: [Int]] = [:]
      var clashes = 0
    }

    let state = Monitor(State())

    func begin(_ node: Int, _ host: String) {
      state.withLock { state in
        state.nodesAtHost[host, default: []].append(node)
        if Set(state.nodesAtHost[host] ?? []).count > 1 { state.clashes += 1 }
      }
    }

    func end(_ node: Int, _ assignment: Assignment) {
      state.withLock { state in
        let host = assignment.address.host
        if let index = state.nodesAtHost[host]?.firstIndex(of: node) {
          state.nodesAtHost[host]?.remove(at: index)
        }
        state.done["\(assignment.kind) \(assignment.address.text)", default: 0] += 1
      }
    }
  }

  private static func sharing(_ redis: LocalRedis) throws -> Sharing {
    Sharing(
      .init(try RedisAddress(redis.address())), name: "web", identity: ["seed": "http://h0.test/0"])
  }

  private static func frontier(_ journal: Journal, _ redis: LocalRedis) throws -> WindowedFrontier {
    try journal.begin(.crawl, at: Timestamp(seconds: 1_000), levelByLevel: false)
    return try WindowedFrontier(
      journal, sharing: sharing(redis), Politeness(transfersPerOrigin: 2),
      clock: { Timestamp(seconds: 1_000) })
  }

  private static func work(
    _ frontier: WindowedFrontier, _ web: Web, _ node: Int, _ log: Log
  ) throws -> [WorkerThread] {
    try (0..<3).map { number in
      try WorkerThread(name: "worker \(number)") {
        let worker = WorkerID(number)
        do {
          while let assignment = try frontier.get(for: worker) {
            log.begin(node, assignment.address.host)
            let findings = try web.findings(of: assignment)
            log.end(node, assignment)
            try frontier.finish(assignment, findings)
          }
        } catch {
          Issue.record(error)
        }
      }
    }
  }

  private static func audit(_ frontier: WindowedFrontier) throws -> CrawlCounts {
    Clerk(frontier).audit()
    return frontier.counts
  }

  @Test(arguments: [1, 2, 3])
  func `nodes do every job once, and never two of them are at a host`(count: Int) throws {
    let redis = try LocalRedis()
    let web = Web(hosts: 40, pages: 5)
    let log = Log()
    let nodes = try (0..<count).map { _ in try Self.frontier(Journal(), redis) }
    let threads = try nodes.indices.flatMap { try Self.work(nodes[$0], web, $0, log) }
    for node in nodes {
      try node.put([Job(address: WebAddress("http://h0.test/0"), kind: .page)])
    }
    for node in nodes { try node.join() }
    var images = 0
    var pages = 0
    for node in nodes {
      let counts = try Self.audit(node)
      #expect(counts.images.pending == 0 && counts.pages.pending == 0)
      images += counts.images.taken
      pages += counts.pages.taken
      node.close()
    }
    for thread in threads { thread.join() }
    for node in nodes { try node.finish() }
    #expect(images == web.addresses / 2 && pages == web.addresses / 2)
    log.state.withLock { state in
      #expect(state.done.count == web.addresses)
      #expect(state.done.values.allSatisfy { $0 == 1 })
      #expect(state.clashes == 0)
    }
  }

  @Test func `a node that ends gives back what waits, and takes part again with its folder`() throws
  {
    let redis = try LocalRedis()
    let folder = try TemporaryFolder()
    let path = folder.path + "/" + Journal.fileName
    let web = Web(hosts: 3, pages: 4)
    var journal = try Journal(path)
    var frontier = try Self.frontier(journal, redis)
    try frontier.put([Job(address: WebAddress("http://h0.test/0"), kind: .page)])
    let clerk = Clerk(frontier)
    let first = try clerk.get()
    try clerk.done(first, web.findings(of: first))
    let second = try clerk.get()
    frontier.close()
    // It was in flight when the node ended, and is put back.
    try frontier.giveBack(second)
    try frontier.finish()
    #expect(try journal.audit().kept == journal.audit().counted)
    #expect(frontier.counts.images.pending + frontier.counts.pages.pending == 0)
    try journal.close()

    journal = try Journal(path)
    frontier = try Self.frontier(journal, redis)
    let log = Log()
    let threads = try Self.work(frontier, web, 0, log)
    try frontier.put([Job(address: WebAddress("http://h0.test/0"), kind: .page)])
    try frontier.join()
    let counts = try Self.audit(frontier)
    #expect(counts.pages.taken == web.addresses / 2 && counts.images.taken == web.addresses / 2)
    frontier.close()
    for thread in threads { thread.join() }
    log.state.withLock { state in
      #expect(state.done["page http://h0.test/0"] == nil, "it was done before")
      #expect(state.done.count == web.addresses - 1)
      #expect(state.done.values.allSatisfy { $0 == 1 })
    }
  }

  @Test func `a redirect to another host goes to the node that has that host`() throws {
    let redis = try LocalRedis()
    let clerk = Clerk(try Self.frontier(Journal(), redis))
    try clerk.seed("http://h0.test/0")
    let page = try clerk.get()
    try clerk.finish(page, .fetched, Clerk.follow(.image, "http://h0.test/a.png", from: page))
    let image = try clerk.get()
    let request = image.request.redirected(to: try WebAddress("http://cdn.test/a.png"))
    try clerk.frontier.giveBack(image, as: request)
    clerk.audit()
    let moved = try clerk.get()
    #expect(moved.job == image.job && moved.request.target.text == "http://cdn.test/a.png")
    #expect(moved.request.hops == 1)
    try clerk.finish(moved, .stored(Clerk.content("a")))
    #expect(clerk.frontier.counts.images.taken == 1)
    #expect(clerk.frontier.counts.images.discovered == 1)
    try clerk.frontier.join()
  }

  @Test func `a probe is counted only once something was found there`() throws {
    let redis = try LocalRedis()
    let clerk = Clerk(try Self.frontier(Journal(), redis))
    let icon = Job(
      address: try WebAddress("http://h0.test/favicon.ico"), kind: .image, via: .favicon)
    try clerk.frontier.put([icon])
    clerk.audit()
    #expect(clerk.frontier.counts.images.discovered == 0)
    try clerk.finish(clerk.get(), .aside)
    #expect(clerk.frontier.counts.images.discovered == 0)
    try clerk.frontier.join()
  }

  @Test func `jobs that another node has done already do not keep the crawl from its end`() throws {
    let redis = try LocalRedis()
    let job = Job(
      address: try WebAddress("http://h0.test/favicon.ico"), kind: .image, via: .favicon)
    let first = Clerk(try Self.frontier(Journal(), redis))
    try first.frontier.put([job])
    try first.finish(first.get(), .aside)
    try first.frontier.join()
    // It must not be there before, or it may get the job.
    let second = Clerk(try Self.frontier(Journal(), redis))
    try second.frontier.join()
    try second.frontier.put([job])
    try second.frontier.join()
  }

  @Test func `what was found is offered even if the report of its page came too late`() throws {
    let redis = try LocalRedis()
    let web = Web(hosts: 1, pages: 2)
    let frontier = try Self.frontier(Journal(), redis)
    let clerk = Clerk(frontier)
    try clerk.seed("http://h0.test/0")
    let page = try clerk.get()
    // Until the node knows that there is nothing more at the host.
    for _ in 0..<2 { try frontier.flush() }
    // Its lease ends, and another node has the host for a moment.
    let connection = try RedisConnection(.init(RedisAddress(redis.address())))
    _ = try connection.call(RedisCommand("ZADD", "{magpie:web}:lease", "0", "http://h0.test"))
    let other = try SharedNode(
      redis, "other", name: "web", identity: ["seed": "http://h0.test/0"])
    _ = try other.queue.join(SharedNode.crawl, isKnown: false)
    let lease = try #require(try other.queue.claim(1, jobs: 5).first)
    #expect(try other.report(on: lease) { $0.release = .zero } == [])
    try clerk.done(page, web.findings(of: page))
    let threads = try Self.work(frontier, web, 0, Log())
    try frontier.join()
    let counts = try Self.audit(frontier)
    #expect(counts.pages.taken == 2 && counts.images.taken == 2)
    frontier.close()
    for thread in threads { thread.join() }
  }

  @Test func `nothing is lost if a page with many links cannot be reported at first`() throws {
    let redis = try LocalRedis()
    let clerk = Clerk(try Self.frontier(Journal(), redis))
    try clerk.seed("http://h0.test/0")
    let page = try clerk.get()
    let connection = try RedisConnection(.init(RedisAddress(redis.address())))
    func rejections() throws -> Int {
      let text = try connection.call(RedisCommand("INFO", "errorstats")).text ?? ""
      let prefix = "errorstat_OOM:count="
      let line = text.split(whereSeparator: \.isNewline).first { $0.hasPrefix(prefix) }
      return Int(line?.dropFirst(prefix.count) ?? "") ?? 0
    }
    _ = try connection.call(RedisCommand("CONFIG", "SET", "maxmemory", "1"))
    var findings = Findings(outcome: .fetched)
    findings.discoveries = try (1...SharedQueues.jobsAtOnce + 1).map {
      try Clerk.follow(.page, "http://h1.test/\($0)", from: page)
    }
    try clerk.done(page, findings)
    // More than one attempt to say it has begun after it was done.
    let before = try rejections()
    while try rejections() < before + 3 {}
    _ = try connection.call(RedisCommand("CONFIG", "SET", "maxmemory", "0"))
    for _ in findings.discoveries { try clerk.finish(clerk.get(), .fetched) }
    try clerk.frontier.join()
    #expect(clerk.frontier.counts.pages.taken == SharedQueues.jobsAtOnce + 2)
  }

  @Test func `a server that is started again loses nothing, and is noticed`() throws {
    let redis = try LocalRedis(settings: ["--appendonly", "yes", "--appendfsync", "always"])
    let web = Web(hosts: 20, pages: 20)
    let log = Log()
    let nodes = try (0..<2).map { _ in try Self.frontier(Journal(), redis) }
    let threads = try nodes.indices.flatMap { try Self.work(nodes[$0], web, $0, log) }
    for node in nodes {
      try node.put([Job(address: WebAddress("http://h0.test/0"), kind: .page)])
    }
    redis.kill()
    try redis.restart()
    for node in nodes { try node.join() }
    for node in nodes {
      let counts = try Self.audit(node)
      #expect(counts.images.pending == 0 && counts.pages.pending == 0)
      node.close()
    }
    for thread in threads { thread.join() }
    log.state.withLock { #expect($0.done.count == web.addresses) }
  }

  @Test func `what a server has lost is put back from the folders`() throws {
    let redis = try LocalRedis()
    let folder = try TemporaryFolder()
    let path = folder.path + "/" + Journal.fileName
    let web = Web(hosts: 5, pages: 5)
    var journal = try Journal(path)
    var frontier = try Self.frontier(journal, redis)
    try frontier.put([Job(address: WebAddress("http://h0.test/0"), kind: .page)])
    let clerk = Clerk(frontier)
    for _ in 0..<10 {
      let assignment = try clerk.get()
      try clerk.done(assignment, web.findings(of: assignment))
    }
    // Without a file the server has nothing after this.
    redis.kill()
    try redis.restart()
    let error = try #require(throws: FrontierError.self) {
      while true { try frontier.flush() }
    }
    #expect(error.code == .unreachable && error.message.contains("has lost the crawl"))
    frontier.close()
    #expect(throws: FrontierError.self) { try frontier.finish() }
    try journal.close()

    journal = try Journal(path)
    frontier = try Self.frontier(journal, redis)
    let log = Log()
    let threads = try Self.work(frontier, web, 0, log)
    try frontier.join()
    let counts = try Self.audit(frontier)
    #expect(counts.pages.taken == web.addresses / 2 && counts.images.taken == web.addresses / 2)
    frontier.close()
    for thread in threads { thread.join() }
    log.state.withLock { #expect($0.done.count == web.addresses - 10) }
  }

  @Test func `a folder of a crawl on one machine is refused`() throws {
    let redis = try LocalRedis()
    let journal = try Journal()
    try journal.begin(.crawl, at: Timestamp(seconds: 1_000), levelByLevel: false)
    let alone = try WindowedFrontier(
      journal, Politeness(), clock: { Timestamp(seconds: 1_000) })
    try alone.put([Job(address: WebAddress("http://h0.test/0"), kind: .page)])
    alone.close()
    try alone.finish()
    let error = try #require(throws: FrontierError.self) { try Self.frontier(journal, redis) }
    #expect(error.code == .mismatch && error.message.contains("one machine"))
  }
}
