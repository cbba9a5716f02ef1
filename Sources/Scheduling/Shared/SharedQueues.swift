import Addressing
import CrawlModel
import Redis

/// The frontier that several machines share, wherever it is: on a single server, or in several shards on
/// a Redis Cluster.
///
/// Each host belongs to one shard, with all of its jobs. A job that is done in one shard may have found
/// jobs for another: those are put there before, so that nothing is lost in between, and putting them
/// again changes nothing. Use it from one thread at a time.
final class SharedQueues {
  /// The number of shards on a cluster; each of up to so many servers has some.
  static let shards = 16
  /// The maximum number of jobs in one call.
  static let jobsAtOnce = 500

  private let settings: SharedQueue.Settings
  /// The shards, once it is known how many there are.
  private(set) var queues: [SharedQueue] = []
  /// The shard that the next claim begins with.
  private var turn = 0
  private var calls = 0

  init(_ settings: SharedQueue.Settings) { self.settings = settings }

  /// Whether the next call can be made without connecting first.
  var isConnected: Bool { !queues.isEmpty && queues.allSatisfy(\.isConnected) }

  /// What the user should know of the settings of the servers.
  var warnings: [String] {
    var warnings: [String] = []
    for warning in queues.flatMap(\.warnings) where !warnings.contains(warning) {
      warnings.append(warning)
    }
    return warnings
  }

  /// The number of jobs that are put and not done, at the last answers.
  var unfinished: Int { queues.reduce(0) { $0 + $1.unfinished } }

  /// Why the crawl is stopped, at the last answers; `nil` if it is not.
  var stop: String? { queues.lazy.compactMap(\.stop).first }

  /// The names of all nodes that ever took part.
  var members: [String: String] { queues.first?.members ?? [:] }

  /// The number of addresses that were put, when this node left.
  var addresses: Int { queues.reduce(0) { $0 + $1.addresses } }

  /// The number of the shard that an origin belongs to.
  ///
  /// Both schemes of a host belong to the same, since its pages are counted together.
  static func shard(of origin: Origin, among count: Int) -> Int {
    // FNV-1a: the same in every version and on every machine.
    let host = origin.description.utf8.dropFirst(origin.scheme.rawValue.utf8.count)
    let hash = host.reduce(0xcbf2_9ce4_8422_2325 as UInt64) {
      ($0 ^ UInt64($1)) &* 0x100_0000_01b3
    }
    return Int(hash % UInt64(max(1, count)))
  }

  /// The number of the shard that an origin belongs to.
  func shard(of origin: Origin) -> Int { Self.shard(of: origin, among: queues.count) }

  // MARK: Joining

  /// Joins the crawl, or begins it; see ``SharedQueue/join(_:isKnown:isBegun:)``.
  func join(_ crawl: SharedQueue.Crawl, isKnown: Bool) throws(SharedFault) -> SharedQueue.Crawl {
    try connect()
    var crawl = crawl
    for (number, queue) in queues.enumerated() {
      crawl = try queue.join(crawl, isKnown: isKnown, isBegun: number > 0)
    }
    return crawl
  }

  /// Connects to all servers, without joining.
  func connect() throws(SharedFault) {
    let connection = try anyConnection()
    guard connection.server.isCluster else {
      queues = [SharedQueue(settings)]
      return try queues[0].connect(connection)
    }
    queues = (0..<Self.shards).map { number in
      var settings = settings
      settings.shard = number
      return SharedQueue(settings)
    }
    try locate(by: connection)
    for queue in queues { try queue.connect() }
  }

  /// Connects again after a server was away; see ``SharedQueue/reconnect(_:having:)``.
  func reconnect(
    _ crawl: SharedQueue.Crawl, having origins: [Origin] = []
  ) throws(SharedFault) {
    if queues.count > 1 { try locate(by: anyConnection()) }
    for (number, queue) in queues.enumerated() where !queue.isConnected {
      try queue.reconnect(crawl, having: origins.filter { shard(of: $0) == number })
    }
  }

  /// A connection to the server that the user has named, or to any other that is known.
  private func anyConnection() throws(SharedFault) -> RedisConnection {
    var servers = [settings.server]
    for server in queues.map(\.settings.server)
    where !servers.contains(where: { $0.address == server.address }) {
      servers.append(server)
    }
    var last = RedisError(.closed, "There is no connection to Redis.")
    for server in servers {
      do throws(RedisError) { return try RedisConnection(server) } catch { last = error }
    }
    throw SharedQueue.fault(last)
  }

  /// Finds out which server has which shard.
  private func locate(by connection: RedisConnection) throws(SharedFault) {
    do throws(RedisError) {
      let cluster = try RedisCluster(connection)
      for queue in queues where !queue.isConnected {
        queue.settings.server.address = try cluster.primary(of: queue.settings.prefix, connection)
      }
    } catch {
      throw SharedQueue.fault(error)
    }
  }

  // MARK: Jobs

  /// Puts jobs; returns how many of them were new.
  @discardableResult
  func put(_ jobs: [SharedJob]) throws(SharedFault) -> Int {
    var new = 0
    for (queue, jobs) in split(jobs, by: \.target) {
      for jobs in chunks(of: jobs) { new += try queue.put(jobs) }
    }
    return new
  }

  /// Says that addresses are done, if the servers do not know them.
  func know(_ addresses: [KnownAddress]) throws(SharedFault) {
    for (queue, addresses) in split(addresses, by: \.origin) {
      try queue.know(addresses.map(\.fingerprint))
    }
  }

  /// Says how many pages this node has requested, by host and port.
  func tell(pages: [Origin: Int]) throws(SharedFault) {
    for (queue, pages) in split(Array(pages), by: \.key) {
      try queue.tell(pages: Dictionary(uniqueKeysWithValues: pages.map { ($0.key, $0.value) }))
    }
  }

  /// Says at which network addresses this node has origins; see ``SharedQueue/share(_:)``.
  func share(_ addresses: [IPAddress]) throws(SharedFault) -> [Int] {
    try first.share(addresses)
  }

  /// Says which parts of sites turned out to be crawler traps; see ``SharedQueue/share(ended:known:)``.
  func share(ended: some Sequence<UInt64>, known: Int) throws(SharedFault) -> [UInt64] {
    try first.share(ended: ended, known: known)
  }

  /// Leases up to a number of origins that have something to do.
  ///
  /// Each call begins with another shard, so that all of them have their turn. If one of them fails, what
  /// the others have given is returned: it would belong to nobody until the leases end. The next call
  /// finds the same fault.
  func claim(_ origins: Int, jobs: Int) throws(SharedFault) -> [SharedQueue.Lease] {
    var leases: [SharedQueue.Lease] = []
    turn += 1
    for offset in queues.indices where leases.count < origins {
      let queue = queues[(turn + offset) % queues.count]
      do throws(SharedFault) {
        leases += try queue.claim(origins - leases.count, jobs: jobs)
      } catch {
        guard !leases.isEmpty else { throw error }
        break
      }
    }
    return leases
  }

  /// Renews leases; returns those that are lost.
  ///
  /// Shards without any learn that the node is alive.
  func renew(_ tokens: [Origin: Int]) throws(SharedFault) -> Set<Origin> {
    var lost: Set<Origin> = []
    for (number, queue) in queues.enumerated() {
      lost.formUnion(try queue.renew(tokens.filter { shard(of: $0.key) == number }))
    }
    return lost
  }

  /// Numbers reports, once, in the order in which they are sent.
  func number(_ reports: inout [SharedQueue.Report]) {
    for index in reports.indices {
      calls += 1
      reports[index].number = calls
    }
  }

  /// Sends reports; returns jobs for each, or `nil` if its token is not the current one.
  ///
  /// What was found for other shards is put there first. Reports that are sent again count once.
  func send(_ reports: [SharedQueue.Report]) throws(SharedFault) -> [[SharedJob]?] {
    var own = reports
    var elsewhere: [SharedJob] = []
    var moved: [SharedJob] = []
    for index in own.indices where queues.count > 1 {
      let shard = shard(of: own[index].origin)
      let isHere = { (job: SharedJob) in self.shard(of: job.target) == shard }
      elsewhere += own[index].found.filter { !isHere($0) }
      own[index].found.removeAll { !isHere($0) }
      let leaving = own[index].handedOver.filter { !isHere($0) }
      own[index].handedOver.removeAll { !isHere($0) }
      own[index].done += leaving.map(\.fingerprint)
      moved += leaving
    }
    try put(elsewhere)
    for (queue, jobs) in split(moved, by: \.target) {
      for jobs in chunks(of: jobs) { try queue.hand(jobs) }
    }
    var answers = [[SharedJob]?](repeating: nil, count: reports.count)
    for (queue, part) in split(Array(own.enumerated()), by: \.element.origin) {
      for (report, jobs) in zip(part, try queue.send(part.map(\.element))) {
        answers[report.offset] = jobs
      }
    }
    return answers
  }

  // MARK: The end

  /// Whether no node has anything left to do.
  ///
  /// Shards cannot be read at the same moment. If all are even, and nothing was put or done between two
  /// readings of all of them, they were even together at the moment between the readings.
  func isOver() throws(SharedFault) -> Bool {
    guard unfinished == 0 else { return false }
    guard queues.count > 1 else { return true }
    return try counts().map { $0.allSatisfy(\.isEven) } ?? false
  }

  /// Goes on to the next level of documents if those of the levels before are done in all shards.
  func beginNextLevel() throws(SharedFault) {
    guard settings.goesByLevel, let counts = try counts(), !counts.contains(where: \.isWaiting),
      let next = counts.compactMap(\.firstLevel).min(), counts.contains(where: { $0.level < next })
    else { return }
    for queue in queues { try queue.begin(level: next) }
  }

  /// The counts of all shards at one moment; `nil` if they change.
  private func counts() throws(SharedFault) -> [SharedQueue.Counts]? {
    var readings: [[SharedQueue.Counts]] = []
    for _ in 1...(queues.count > 1 ? 2 : 1) {
      var reading: [SharedQueue.Counts] = []
      for queue in queues { reading.append(try queue.counts()) }
      readings.append(reading)
    }
    return readings.first == readings.last ? readings.first : nil
  }

  /// Ends all leases of this node; their jobs wait before everything else.
  func leave(_ tokens: [(origin: Origin, token: Int, pause: Duration)]) throws(SharedFault) {
    for (number, queue) in queues.enumerated() {
      try queue.leave(tokens.filter { shard(of: $0.origin) == number })
    }
  }

  /// Claims a part of a limit for the whole crawl; returns whether there was room.
  func use(_ name: String, _ number: Int, limit: Int) throws(SharedFault) -> Bool {
    try first.use(name, number, limit: limit)
  }

  /// Lets all nodes stop; the first reason is kept.
  ///
  /// - Returns: the state of the crawl.
  @discardableResult
  func stop(_ reason: String) throws(SharedFault) -> FrontierStatus {
    try status { (queue) throws(SharedFault) in try queue.stop(reason) }
  }

  /// Returns the state of the crawl; the node need not have joined it.
  func look() throws(SharedFault) -> FrontierStatus {
    try status { (queue) throws(SharedFault) in try queue.look() }
  }

  private func status(
    _ question: (SharedQueue) throws(SharedFault) -> FrontierStatus
  ) throws(SharedFault) -> FrontierStatus {
    var status = try question(first)
    for queue in queues.dropFirst() { status.add(try question(queue)) }
    return status
  }

  // MARK: Shards

  private var first: SharedQueue {
    get throws(SharedFault) {
      guard let queue = queues.first else {
        throw .away(RedisError(.closed, "There is no connection to Redis."))
      }
      return queue
    }
  }

  /// Distributes things to the shards of their origins; shards without any are left out.
  private func split<Thing>(
    _ things: [Thing], by origin: (Thing) -> Origin
  ) -> [(queue: SharedQueue, things: [Thing])] {
    guard queues.count > 1 else { return queues.map { ($0, things) } }
    let parts = Dictionary(grouping: things) { shard(of: origin($0)) }
    return parts.sorted { $0.key < $1.key }.map { (queues[$0.key], $0.value) }
  }

  private func chunks(of jobs: [SharedJob]) -> [[SharedJob]] {
    stride(from: 0, to: jobs.count, by: Self.jobsAtOnce).map {
      Array(jobs[$0..<min(jobs.count, $0 + Self.jobsAtOnce)])
    }
  }
}

extension SharedJob {
  /// The origin of its next request.
  fileprivate var target: Origin { request.target.origin }
}

extension FrontierStatus {
  /// Adds the state of another shard of the same crawl.
  fileprivate mutating func add(_ shard: FrontierStatus) {
    addresses += shard.addresses
    done += shard.done
    unfinished += shard.unfinished
    starts = max(starts, shard.starts)
    originsWaiting += shard.originsWaiting
    stop = stop ?? shard.stop
    nodes = nodes.map { node in
      guard let there = shard.nodes.first(where: { $0.id == node.id }) else { return node }
      var node = node
      node.origins += there.origins
      node.done += there.done
      node.silence = [node.silence, there.silence].compactMap { $0 }.min()
      return node
    }
  }
}
