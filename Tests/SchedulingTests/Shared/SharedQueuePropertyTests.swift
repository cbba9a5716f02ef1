import Addressing
import CrawlModel
import Redis
import TestSupport
import Testing

@testable import Scheduling

/// Random calls of several nodes, some of them made again because their answers were lost: after
/// each of them the keys on the server agree with each other.
@Suite(.enabled(if: LocalRedis.isAvailable))
struct SharedQueuePropertyTests {
  private static let prefix = "{magpie:birds}:"

  @Test(arguments: 1...8 as ClosedRange<UInt64>)
  func `the counts on the server add up after every call`(seed: UInt64) throws {
    let redis = try LocalRedis()
    let connection = try RedisConnection(.init(RedisAddress(redis.address())))
    var generator = Generator(seed: seed)
    var nodes = try (0..<3).map {
      try PropertyNode(redis, "node \($0)", lease: $0 == 2, goesByLevel: seed % 2 == 0)
    }
    var epochs = 1
    for step in 0..<300 {
      let chosen = Int.random(in: 0..<nodes.count, using: &generator)
      if step % 97 == 96 {
        // As if the server had been started again.
        _ = try connection.call(RedisCommand("HSET", Self.prefix + "m", "run", "another"))
        epochs += 1
        for index in nodes.indices { try nodes[index].rejoin() }
      } else {
        try nodes[chosen].step(&generator)
      }
      try Self.check(connection, "step \(step) of seed \(seed)")
    }
    #expect(nodes[0].node.queue.queues[0].epoch == epochs)
    // In the end everything can be done.
    for index in nodes.indices { try nodes[index].leave() }
    _ = try connection.call(RedisCommand("HSET", Self.prefix + "m", "run", "another"))
    try nodes[0].rejoin()
    while nodes[0].node.queue.unfinished > 0 { try nodes[0].work() }
    try Self.check(connection, "the end")
    let done = Set(nodes.flatMap(\.reported))
    let put = Set(nodes.flatMap(\.put))
    #expect(done == put, "every job was done by somebody")
  }

  /// Checks the keys against each other.
  private static func check(_ connection: RedisConnection, _ when: Comment) throws {
    func texts(_ reply: RedisReply) -> [String] { (reply.list ?? []).compactMap(\.text) }
    let fixed = try connection.call([
      RedisCommand("HMGET", prefix + "m", "put", "done", "unfinished"),
      RedisCommand("HKEYS", prefix + "own"), RedisCommand("ZRANGE", prefix + "lease", "0", "-1"),
      RedisCommand("ZRANGE", prefix + "ready", "0", "-1"), RedisCommand("KEYS", prefix + "*"),
      RedisCommand("HGETALL", prefix + "levels"), RedisCommand("HMGET", prefix + "m", "level"),
    ]).map(texts)
    let counts = fixed[0].compactMap { Int($0) }
    #expect(counts.count == 3, when)
    guard counts.count == 3 else { return }
    let (owners, leases, ready) = (Set(fixed[1]), Set(fixed[2]), Set(fixed[3]))
    let keys = fixed[4].filter { key in
      ["s:", "q:", "held:", "deep:"].contains { key.hasPrefix(prefix + $0) }
    }
    let contents = try connection.call(
      keys.map { key in
        switch key.dropFirst(prefix.count).first {
        case "s": RedisCommand("SMEMBERS", key)
        case "q", "d": RedisCommand("LRANGE", key, "0", "-1")
        default: RedisCommand("HVALS", key)
        }
      }
    ).map(texts)
    var seen: [String] = []
    var waiting: Set<String> = []
    var jobs: [String] = []
    for (key, texts) in zip(keys.map({ $0.dropFirst(prefix.count) }), contents) {
      if key.hasPrefix("s:") {
        seen += texts
      } else {
        if key.hasPrefix("deep:") {
          // Each has its origin before it.
          for entry in texts {
            jobs.append(
              String(entry[entry.index(after: entry.firstIndex(of: " ") ?? entry.startIndex)...]))
          }
          let level = fixed[6].first.flatMap { Int($0) } ?? .max
          #expect(Int(key.dropFirst(5)) ?? -1 > level, when)
        } else {
          jobs += texts
        }
        if key.hasPrefix("q:") { waiting.insert(String(key.dropFirst(2).dropLast(2))) }
        if key.hasPrefix("held:") { #expect(owners.contains(String(key.dropFirst(5))), when) }
      }
    }
    #expect(counts[0] - counts[1] == counts[2], when)
    #expect(seen.count == counts[0], when)
    #expect(jobs.count == counts[2], when)
    let numbers = Set(jobs.compactMap { SharedJob($0)?.number })
    #expect(numbers.count == jobs.count, "no job is in two places: \(when)")
    #expect(numbers.isSubset(of: seen), when)
    if !fixed[6].isEmpty {
      var documents: [Int: Int] = [:]
      for job in jobs.compactMap({ SharedJob($0)?.job }) where job.kind != .image {
        documents[job.depth, default: 0] += 1
      }
      var levels: [Int: Int] = [:]
      for index in stride(from: 0, to: fixed[5].count, by: 2) where fixed[5][index + 1] != "0" {
        levels[Int(fixed[5][index]) ?? -1] = Int(fixed[5][index + 1])
      }
      #expect(levels == documents, when)
    }
    #expect(leases == owners, when)
    #expect(ready.isDisjoint(with: owners), when)
    #expect(ready == waiting.subtracting(owners), when)
  }
}

/// A node that makes random calls.
private struct PropertyNode {
  let node: SharedNode
  var leases: [SharedQueue.Lease] = []
  var held: [Origin: [SharedJob]] = [:]
  var put: Set<UInt64> = []
  /// The jobs whose reports were accepted.
  var reported: Set<UInt64> = []

  /// Makes a node; its leases run out at once if `isSlow`.
  init(_ redis: LocalRedis, _ name: String, lease isSlow: Bool, goesByLevel: Bool) throws {
    node = try SharedNode(
      joining: redis, name, lease: isSlow ? .zero : .seconds(60), goesByLevel: goesByLevel)
  }

  mutating func rejoin() throws {
    _ = try node.queue.join(SharedNode.crawl, isKnown: true)
  }

  mutating func leave() throws {
    try node.queue.leave(leases.map { ($0.origin, $0.token, .zero) })
    leases = []
    held = [:]
  }

  mutating func step(_ generator: inout Generator) throws {
    switch Int.random(in: 0..<10, using: &generator) {
    case 0, 1:
      let jobs = try (0..<4).map { _ in try Self.job(&generator) }
      put.formUnion(jobs.map(\.fingerprint))
      _ = try node.queue.put(jobs)
      // The same call again, after a lost answer.
      if Bool.random(using: &generator) { #expect(try node.queue.put(jobs) == 0) }
    case 2, 3:
      let claimed = try node.queue.claim(
        Int.random(in: 1...3, using: &generator), jobs: Int.random(in: 1...4, using: &generator))
      // Sometimes the answer is lost: then nobody works there until the lease runs out.
      if Int.random(in: 0..<8, using: &generator) == 0 { return try node.queue.leave([]) }
      for lease in claimed {
        guard !leases.contains(where: { $0.token == lease.token }) else {
          held[lease.origin, default: []] += lease.jobs
          continue
        }
        leases.removeAll { $0.origin == lease.origin }
        leases.append(lease)
        held[lease.origin] = lease.jobs
      }
    case 4:
      for origin in try node.queue.renew(.init(leases.map { ($0.origin, $0.token) }) { $1 }) {
        leases.removeAll { $0.origin == origin }
      }
    case 5 where Int.random(in: 0..<5, using: &generator) == 0: try leave()
    case 6: try node.queue.beginNextLevel()
    default: try report(&generator)
    }
  }

  private mutating func report(_ generator: inout Generator) throws {
    guard !leases.isEmpty else { return }
    var reports: [SharedQueue.Report] = []
    for lease in leases where Bool.random(using: &generator) {
      var report = SharedQueue.Report(lease.origin, token: lease.token)
      report.wanted = Int.random(in: 0...3, using: &generator)
      if Int.random(in: 0..<4, using: &generator) == 0 { report.release = .zero }
      for job in held[lease.origin] ?? [] {
        switch Int.random(in: 0..<4, using: &generator) {
        case 0, 1: report.done.append(job.fingerprint)
        case 2:
          let other = try Self.job(&generator)
          let request = job.request.redirected(to: other.job.address)
          report.handedOver.append(
            SharedJob(job.job, request, fingerprint: job.fingerprint))
        default: break
        }
      }
      report.found = try (0..<2).map { _ in try Self.job(&generator) }
      reports.append(report)
    }
    node.queue.number(&reports)
    var answers = try node.queue.send(reports)
    if Bool.random(using: &generator) {
      // Sent again, whole, because the answers were lost.
      let again = try node.queue.send(reports)
      answers = zip(answers, again).map { first, second in first == nil ? nil : second ?? first }
    }
    for (report, answer) in zip(reports, answers) {
      guard let jobs = answer else {
        leases.removeAll { $0.token == report.token }
        continue
      }
      reported.formUnion(report.done)
      put.formUnion(report.found.map(\.fingerprint))
      let gone = Set(report.done + report.handedOver.map(\.fingerprint))
      var kept = (held[report.origin] ?? []).filter { !gone.contains($0.fingerprint) }
      for job in jobs where !kept.contains(job) { kept.append(job) }
      held[report.origin] = kept
      if report.release != nil { leases.removeAll { $0.token == report.token } }
    }
  }

  /// Claims and does everything that can be had.
  mutating func work() throws {
    try node.queue.beginNextLevel()
    for lease in try node.queue.claim(50, jobs: 100) {
      var report = SharedQueue.Report(lease.origin, token: lease.token)
      report.done = lease.jobs.map(\.fingerprint)
      report.release = .zero
      var reports = [report]
      node.queue.number(&reports)
      #expect(try node.queue.send(reports)[0] != nil)
      reported.formUnion(report.done)
    }
  }

  private static func job(_ generator: inout Generator) throws -> SharedJob {
    let host = "abcde".randomElement(using: &generator) ?? "a"
    let isImage = Bool.random(using: &generator)
    let number = Int.random(in: 0..<60, using: &generator)
    return try SharedNode.job(
      "http://\(host).test/\(number)", isImage ? .image : .page, depth: number % 4)
  }
}
