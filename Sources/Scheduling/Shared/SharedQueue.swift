import Addressing
import CrawlModel
import Redis
import Threads

/// The frontier that several machines share, or one shard of it, as one of its nodes uses it: each call
/// is one step of the script on the server.
///
/// An origin belongs to one node at a time, which holds a *lease* for it. A lease ends with the
/// node, or by itself when it was not renewed for a while by the server's clock. Each has a
/// *fencing token*, a number greater than all before: what a node reports with a token that is no
/// longer the current one is refused. Use it from one thread at a time.
final class SharedQueue {
  var settings: Settings
  private var connection: RedisConnection?
  private var script: RedisScript?
  /// The life of the server in which the leases of this node were given.
  private var life = ""
  /// How often the server was started since the crawl was begun.
  private(set) var epoch = 0
  /// The number of jobs that are put and not done, at the last answer.
  private(set) var unfinished = 0
  /// Why the crawl is stopped, at the last answer; `nil` if it is not.
  private(set) var stop: String?
  /// The names of all nodes that ever took part, by which people know them, at the last answer that
  /// had them.
  private(set) var members: [String: String] = [:]
  /// The number of addresses that were put, when this node left.
  private(set) var addresses = 0

  init(_ settings: Settings) { self.settings = settings }

  /// Whether the next call can be made without connecting first.
  var isConnected: Bool { connection?.isOpen == true }

  /// What the user should know of the settings of the server.
  var warnings: [String] {
    guard let server = connection?.server else { return [] }
    var warnings: [String] = []
    if !server.isDurable {
      warnings.append(
        "Redis at \(settings.server.address) keeps nothing on its disk. If it ends, the crawl is put "
          + "back from the folders of all machines; set 'appendonly yes' to avoid that.")
    }
    if let policy = server.eviction, server.maximumMemory != nil {
      warnings.append(
        "Redis at \(settings.server.address) removes keys when its memory is full (\(policy)), and "
          + "with them addresses of the crawl; set 'maxmemory-policy noeviction'.")
    }
    return warnings
  }

  // MARK: Joining

  /// Joins the crawl, or begins it.
  ///
  /// - Parameters:
  ///   - crawl: what is used if the crawl is begun.
  ///   - isKnown: whether the folder of this node is of that crawl.
  ///   - isBegun: whether the crawl was begun on another shard.
  /// - Returns: the crawl on the server.
  /// - Throws: ``SharedFault``; `.ended` says what differs.
  func join(
    _ crawl: Crawl, isKnown: Bool, isBegun: Bool = false
  ) throws(SharedFault) -> Crawl {
    if connection == nil { try connect() }
    return try open(crawl, isKnown ? "again" : isBegun ? "shard" : "new").crawl
  }

  /// Connects to the server, if `made` is no connection to it.
  func connect(_ made: RedisConnection? = nil) throws(SharedFault) {
    do throws(RedisError) {
      let connection: RedisConnection
      if let made { connection = made } else { connection = try RedisConnection(settings.server) }
      guard !connection.server.isReplica else {
        throw RedisError(
          .readOnly,
          "Redis at \(settings.server.address) is a copy of another server; give the address of "
            + "the primary.")
      }
      script = try connection.load(Self.source)
      self.connection = connection
    } catch {
      throw Self.fault(error)
    }
  }

  /// Says who this node is; returns the crawl, and the leases that it got for the origins
  /// that it had in an earlier life of the server.
  private func open(
    _ crawl: Crawl, _ manner: String, having origins: [Origin] = []
  ) throws(SharedFault) -> (crawl: Crawl, kept: [Lease]) {
    var arguments = RedisCommand("open", "", settings.node, SharedJob.version, crawl.id)
    arguments.append("\(crawl.key.first) \(crawl.key.second)")
    arguments.append(Self.text(settings.identity))
    arguments.append(manner)
    arguments.append(settings.label)
    arguments.append(settings.lastToken)
    arguments.append(milliseconds(settings.lease))
    arguments.append(milliseconds(settings.delay))
    arguments.append(settings.goesByLevel ? "1" : "")
    arguments.append(life)
    for origin in origins { arguments.append(origin.description) }
    let answer = try raw([arguments])[0]
    if answer.first?.text == "ok", answer.count == 9, let life = answer[3].text,
      let epoch = answer[4].number, let id = answer[5].text,
      let key = Self.key(answer[6].text ?? "")
    {
      note(answer)
      members = Self.pairs(answer[7])
      self.epoch = epoch
      self.life = life
      let kept = try leases(answer[8])
      settings.lastToken = max(settings.lastToken, kept.map(\.token).max() ?? 0)
      return (Crawl(id: id, key: key), kept)
    }
    connection = nil
    throw .ended(refusal(answer))
  }

  // MARK: Jobs

  /// Puts jobs; returns how many of them were new.
  func put(_ jobs: [SharedJob]) throws(SharedFault) -> Int {
    guard !jobs.isEmpty else { return 0 }
    var arguments = command("put")
    for job in jobs { arguments.append(job) }
    return try call(arguments)[0].number ?? 0
  }

  /// Says that jobs were done, if the server does not know them.
  func know(_ fingerprints: [UInt64]) throws(SharedFault) {
    guard !fingerprints.isEmpty else { return }
    var arguments = command("know")
    for fingerprint in fingerprints { arguments.append(SharedJob.number(fingerprint)) }
    _ = try call(arguments)
  }

  /// Takes jobs of another shard whose next request is for an origin of this one; the same request is
  /// taken once.
  func hand(_ jobs: [SharedJob]) throws(SharedFault) {
    guard !jobs.isEmpty else { return }
    var arguments = command("hand")
    for job in jobs {
      arguments.append(job)
      arguments.append(job.request.hops)
    }
    _ = try call(arguments)
  }

  /// How many jobs were put and done.
  func counts() throws(SharedFault) -> Counts {
    let answer = try call(command("counts")).map { $0.number ?? -1 }
    guard answer.count == 6 else { throw damage("an answer") }
    return Counts(
      put: answer[0], done: answer[1], epoch: answer[2], isWaiting: answer[3] == 1,
      level: answer[4],
      firstLevel: answer[5] < 0 ? nil : answer[5])
  }

  /// Lets the documents of a level be handed out; those of the levels before are done.
  func begin(level: Int) throws(SharedFault) {
    var rest = 1
    while rest > 0 {
      var arguments = command("level")
      arguments.append(level)
      arguments.append(SharedQueues.jobsAtOnce)
      rest = try call(arguments)[0].number ?? 0
    }
  }

  /// Says how many pages this node has requested, by host and port.
  func tell(pages: [Origin: Int]) throws(SharedFault) {
    guard !pages.isEmpty else { return }
    var arguments = command("pages")
    for (origin, number) in pages {
      arguments.append(String(origin.description.dropFirst(origin.scheme.rawValue.count + 3)))
      arguments.append(number)
    }
    _ = try call(arguments)
  }

  /// Says which parts of sites turned out to be crawler traps; returns those that this node, which was
  /// told the first `known`, does not know yet.
  func share(ended: some Sequence<UInt64>, known: Int) throws(SharedFault) -> [UInt64] {
    var arguments = command("traps")
    arguments.append(known)
    for part in ended { arguments.append(String(part, radix: 16)) }
    return try call(arguments).compactMap { $0.text.flatMap { UInt64($0, radix: 16) } }
  }

  /// Says at which network addresses this node has origins.
  ///
  /// - Returns: for each how many nodes have some there, this one among them.
  func share(_ addresses: [IPAddress]) throws(SharedFault) -> [Int] {
    guard !addresses.isEmpty else { return [] }
    var arguments = command("at", milliseconds(settings.lease))
    for address in addresses { arguments.append(address.description) }
    return try call(arguments).map { max(1, $0.number ?? 1) }
  }

  /// Leases up to a number of origins that have something to do.
  func claim(_ origins: Int, jobs: Int) throws(SharedFault) -> [Lease] {
    var arguments = command("claim", milliseconds(settings.lease))
    arguments.append(origins)
    arguments.append(jobs)
    var leases: [Lease] = []
    for answer in try call(arguments) {
      leases.append(try lease(answer))
      settings.lastToken = max(settings.lastToken, leases[leases.count - 1].token)
    }
    return leases
  }

  /// Renews leases; returns those that are lost.
  func renew(_ tokens: [Origin: Int]) throws(SharedFault) -> Set<Origin> {
    var arguments = command("renew", milliseconds(settings.lease))
    for (origin, token) in tokens {
      arguments.append(origin.description)
      arguments.append(token)
    }
    return Set(try call(arguments).compactMap { Self.origin($0.text) })
  }

  /// Sends numbered reports, all at once.
  ///
  /// After `.away` the same reports can be sent again: those that had an effect have none again.
  ///
  /// - Returns: for each report the next jobs; `nil` if the lease was lost, and the report had no
  ///   effect.
  func send(_ reports: [Report]) throws(SharedFault) -> [[SharedJob]?] {
    let commands = reports.map { report in
      var arguments = command("done", milliseconds(settings.lease))
      arguments.append(report.origin.description)
      arguments.append(report.token)
      arguments.append(report.number)
      arguments.append(report.wanted)
      arguments.append(report.release.map { milliseconds($0) } ?? "")
      arguments.append(report.standing?.text ?? "")
      arguments.append(milliseconds(report.pause))
      arguments.append(report.pages.map { String($0) } ?? "")
      arguments.append(report.robots.map { milliseconds($0.age) } ?? "")
      arguments.append(report.robots?.text ?? "")
      arguments.append(report.done.count)
      for fingerprint in report.done { arguments.append(SharedJob.number(fingerprint)) }
      arguments.append(report.handedOver.count)
      for job in report.handedOver {
        arguments.append(job.number)
        arguments.append(job)
      }
      for job in report.found { arguments.append(job) }
      return arguments
    }
    guard !commands.isEmpty else { return [] }
    var results: [[SharedJob]?] = []
    for answer in try checked(raw(commands)) {
      results.append(try answer.map { (answer) throws(SharedFault) in try Self.jobs(answer, self) })
    }
    return results
  }

  // MARK: The end

  /// Ends all leases of this node; their jobs wait before everything else.
  func leave(_ tokens: [(origin: Origin, token: Int, pause: Duration)]) throws(SharedFault) {
    var arguments = command("leave")
    for (origin, token, pause) in tokens {
      arguments.append(origin.description)
      arguments.append(token)
      arguments.append(milliseconds(pause))
    }
    let answer = try call(arguments)
    guard answer.count == 2, let put = answer[1].number else { throw damage("an answer") }
    members = Self.pairs(answer[0])
    addresses = put
  }

  /// Claims a part of a limit for the whole crawl; returns whether there was room.
  func use(_ name: String, _ number: Int, limit: Int) throws(SharedFault) -> Bool {
    var arguments = command("use", name)
    arguments.append(number)
    arguments.append(limit)
    return try call(arguments)[0].number == 1
  }

  /// Lets all nodes stop; the first reason is kept.
  ///
  /// - Returns: the state of the crawl.
  @discardableResult
  func stop(_ reason: String) throws(SharedFault) -> FrontierStatus {
    try status(raw([command("stop", reason)])[0])
  }

  /// Returns the state of the crawl; the node need not have joined it.
  func look() throws(SharedFault) -> FrontierStatus { try status(raw([command("look")])[0]) }

  // MARK: Calls

  private static let source = String(decoding: PackageResources.frontier_lua, as: UTF8.self)

  private func command(_ words: String...) -> RedisCommand {
    var command = RedisCommand(words[0], life, settings.node)
    for word in words.dropFirst() { command.append(word) }
    return command
  }

  private func milliseconds(_ time: Duration) -> String {
    // A pause that is too short by less than one is too short.
    String(max(0, (time.wholeNanoseconds + 999_999) / 1_000_000))
  }

  /// Makes one call; returns its answer without the head.
  private func call(_ arguments: RedisCommand) throws(SharedFault) -> [RedisReply] {
    guard let answer = try checked(raw([arguments]))[0] else { throw damage("an answer") }
    return answer
  }

  /// The answers without their heads; `nil` for those that were refused for their token.
  private func checked(
    _ answers: [[RedisReply]]
  ) throws(SharedFault) -> [[RedisReply]?] {
    var results: [[RedisReply]?] = []
    for answer in answers {
      switch answer.first?.text {
      case "ok" where answer.count >= 3:
        note(answer)
        results.append(Array(answer[3...]))
      case "fenced": results.append(nil)
      case "uneven" where answer.count == 2: throw unevenness(answer[1].number ?? 0)
      case "epoch":
        connection = nil
        throw .away(RedisError(.closed, "Redis at \(settings.server.address) was started again."))
      default: throw damage("an answer")
      }
    }
    return results
  }

  /// Makes calls, on a new connection if the last one was closed.
  private func raw(_ arguments: [RedisCommand]) throws(SharedFault) -> [[RedisReply]] {
    guard let connection, let script else {
      throw .away(RedisError(.closed, "There is no connection to Redis."))
    }
    let replies: [RedisReply]
    do throws(RedisError) {
      let keys = [settings.prefix]
      replies = try connection.run(script, arguments.map { .init(keys: keys, $0) })
        .map { (reply) throws(RedisError) in try connection.checked(reply) }
    } catch {
      self.connection = nil
      throw Self.fault(error)
    }
    var lists: [[RedisReply]] = []
    for reply in replies {
      guard let list = reply.list else { throw damage("an answer") }
      lists.append(list)
    }
    return lists
  }

  private func note(_ answer: [RedisReply]) {
    unfinished = answer[1].number ?? 0
    stop = answer[2].text.flatMap { $0.isEmpty ? nil : $0 }
  }

  /// Connects again after the server was away.
  ///
  /// - Parameters:
  ///   - crawl: the crawl.
  ///   - origins: what this node has by leases that are certain.
  /// - Throws: `.restarted` if it was started again meanwhile; the next calls are for its new life.
  func reconnect(_ crawl: Crawl, having origins: [Origin] = []) throws(SharedFault) {
    let before = life
    try connect()
    let kept = try open(crawl, "on", having: origins).kept
    if life != before { throw .restarted(kept, shard: settings.shard ?? 0) }
  }
}

extension RedisCommand {
  /// Appends the origin of a job, and the job.
  fileprivate mutating func append(_ job: SharedJob) {
    append(job.request.target.origin.description)
    append(job.text)
  }
}
