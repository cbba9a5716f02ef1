import Addressing
import CrawlModel
import Redis
import Robots
import Threads

/// Keeps the window of a node and the shared frontier in step.
///
/// It reports what is done, takes the next jobs, and claims and renews leases. Only the writer of the
/// backlog uses it.
struct SharedExchange {
  /// The pause between two looks at the server while the node has nothing to do.
  static let idlePause: Duration = .milliseconds(500)
  /// The number of origins that are claimed at once: few at first, so that other nodes get some, and
  /// twice as many each time that there were so many.
  static let originsAtOnce = 4...64
  /// The maximum number of bytes of the rules of a robots.txt that other nodes are told; they request
  /// a longer one themselves, because the server keeps those of all origins in memory.
  static let longestRules = 4_096

  /// What the exchange needs of the frontier that it serves.
  struct Window: Sendable {
    /// Changes the order in one step; the closure returns by how much the number of jobs changed.
    var change: @Sendable ((inout WindowedOrder) -> Int) -> Void
    /// Whether a worker has nothing to do.
    var isHungry: @Sendable () -> Bool
    /// Says whether no node has anything left to do.
    var isOver: @Sendable (Bool) -> Void
    /// Says that the crawl is stopped, and why.
    var isStopped: @Sendable (String) -> Void
  }

  private let backlog: SharedBacklog
  private let window: Window
  private let sharing: Sharing
  /// Jobs that belong to no report.
  private var found: [SharedJob] = []
  /// What the next report of an origin says.
  private var news: [Int: News] = [:]
  /// Reports that were sent without an answer.
  private var unanswered: [(place: Int, report: SharedQueue.Report)] = []
  /// The leases that the server has given and not got back.
  private var leases: [Int: Lease] = [:]
  private var lastRenewal = ContinuousClock.now
  /// The network addresses at which the server knows this node to be.
  private var addresses: Set<IPAddress> = []
  private var traps = SharedTraps()
  private var outage = SharedOutage()
  /// When the last attempt to connect again began.
  private var connectedAt = ContinuousClock.now
  private var isStopped = false
  /// Whether the server may have lost the last moments.
  private var mustPutBack = false
  /// The number of origins to claim next.
  private var appetite = SharedExchange.originsAtOnce.lowerBound
  /// When the server is asked even if there is nothing to say.
  private var nextLook = MonotonicTime.now
  /// When something is said at the earliest.
  private var nextReport = MonotonicTime.now

  private struct Lease {
    var origin: Origin
    var token: Int
    /// What the server knows of the origin by this node.
    var told: OriginStanding?
    /// How many pages of its host this node has told to have requested.
    var toldPages = 0
    /// Since when the rules of its robots.txt are known that the server has.
    var toldRobots: MonotonicTime?
  }

  private struct News {
    var token: Int
    var done: [UInt64] = []
    var handedOver: [SharedJob] = []
    var found: [SharedJob] = []
  }

  init(_ backlog: SharedBacklog, _ window: Window) {
    self.backlog = backlog
    self.window = window
    sharing = backlog.sharing
  }

  /// Whether something waits to be said.
  var hasNews: Bool { !found.isEmpty || !news.isEmpty || !unanswered.isEmpty }

  /// When `step` is due.
  var due: MonotonicTime {
    if outage.isOn { return nextLook }
    return hasNews ? min(nextReport, nextLook) : nextLook
  }

  /// Collects what a batch of entries changes.
  mutating func collect(_ entries: [BacklogEntry]) {
    for case .shared(let change) in entries {
      guard let (origin, token) = change.lease else {
        found += change.found
        continue
      }
      var news = news[origin] ?? News(token: token)
      if news.token != token {
        // The lease was lost, and then held again.
        found += news.found
        news = News(token: token)
      }
      if let done = change.done { news.done.append(done) }
      if let job = change.handedOver { news.handedOver.append(job) }
      news.found += change.found
      self.news[origin] = news
    }
  }

  /// Says what is new, and asks for more to do.
  ///
  /// Everything that is reported as done must be on the device before.
  ///
  /// - Parameter start: when the work for this step began; the next one waits in proportion to it.
  /// - Throws: `FrontierError` if the server cannot be used any more, or was away for too long.
  mutating func step(begunAt start: MonotonicTime) throws(FrontierError) {
    // When the crawl must have stopped, the connection is left to the last calls.
    if !sharing.stopSign.isOver { try exchange() }
    nextLook = .now + Self.idlePause
    // Flushing to the device takes a fifth of the time at most.
    nextReport = .now + min(.seconds(1), (MonotonicTime.now - start) * 4)
  }

  private mutating func exchange() throws(FrontierError) {
    do throws(SharedFault) {
      try backlog.queue.withLock { (queue) throws(SharedFault) in try step(queue) }
      if outage.isOn { backlog.queue.broadcast() }
      outage.end(sharing)
    } catch {
      try handle(error)
    }
  }

  private mutating func step(_ queue: SharedQueues) throws(SharedFault) {
    // Asked first, because every change of the order wakes a worker that has nothing to do.
    let isHungry = window.isHungry()
    if !queue.isConnected { try reconnect(queue) }
    if mustPutBack {
      try backlog.putBack(to: queue)
      mustPutBack = false
    }
    try send(to: queue)
    try renew(queue)
    try shareAddresses(queue)
    if queue.stop == nil, isHungry || leases.count < Self.originsAtOnce.lowerBound {
      try claim(from: queue)
    }
    if let reason = queue.stop, !isStopped {
      isStopped = true
      window.isStopped(reason)
    }
    // Always said: what was put meanwhile may be known to the server.
    let isOver = try queue.isOver()
    window.isOver(isOver && !hasNews)
  }

  /// Connects again, and says what this node has: it keeps that if the server was started again.
  private mutating func reconnect(_ queue: SharedQueues) throws(SharedFault) {
    connectedAt = .now
    var isCertain = false
    window.change { order in
      isCertain = order.shared?.isCertain == true
      return 0
    }
    try queue.reconnect(backlog.crawl, having: isCertain ? leases.values.map(\.origin) : [])
  }

  private mutating func handle(_ fault: SharedFault) throws(FrontierError) {
    switch fault {
    case .ended(let error): throw error
    case .away(let error): try outage.note(error, sharing)
    case .restarted(let kept, let shard):
      // Every lease there is void. What was found and is not there yet is put again, with all the rest.
      let places = backlog.queue.withLock { [leases] queue in
        leases.filter { queue.shard(of: $0.value.origin) == shard }.keys.sorted()
      }
      unanswered.removeAll { places.contains($0.place) }
      for place in places {
        found += news.removeValue(forKey: place)?.found ?? []
        leases[place] = nil
      }
      traps = SharedTraps()
      window.change { order in places.reduce(0) { $0 + order.drop($1) } }
      take(kept, since: connectedAt)
      mustPutBack = true
    }
  }

  /// Gives back everything at the end of this node.
  mutating func leave() {
    var pauses: [Int: Duration] = [:]
    window.change { [leases] order in
      for place in leases.keys { pauses[place] = order.polite.pause(at: place, now: .now) }
      return 0
    }
    backlog.beginLastCalls()
    // Without an answer the leases end by themselves.
    try? backlog.queue.withLock { (queue) throws(SharedFault) in
      if !queue.isConnected {
        guard !sharing.stopSign.isOver else { return }
        try queue.reconnect(backlog.crawl)
      }
      try send(to: queue)
      try traps.exchange(sharing.sites, queue)
      try backlog.leave(queue, leases.map { ($1.origin, $1.token, pauses[$0] ?? .zero) })
    }
  }

  // MARK: Reports

  private mutating func send(to queue: SharedQueues) throws(SharedFault) {
    try queue.put(found)
    found = []
    // What is too much for one call is put before the job that found it is done.
    for (place, some) in news where some.found.count > SharedQueues.jobsAtOnce {
      try queue.put(some.found)
      news[place]?.found = []
    }
    if unanswered.isEmpty { prepare(queue) }
    guard !unanswered.isEmpty else { return }
    let answers = try queue.send(unanswered.map(\.report))
    let answered = unanswered
    unanswered = []
    for ((place, report), jobs) in zip(answered, answers) {
      guard let jobs, report.release == nil else {
        // What was found is put anyway: the job is done here, and finds nothing when it comes again.
        if jobs == nil { found += report.found }
        leases[place] = nil
        window.change { order in order.drop(place) }
        continue
      }
      if let standing = report.standing { leases[place]?.told = standing }
      if let pages = report.pages { leases[place]?.toldPages = pages }
      window.change { order in
        let count = order.take(jobs, at: report.origin, token: report.token)
        if report.wanted > 0, jobs.isEmpty { order.shared?.leases[place]?.isDry = true }
        return count
      }
    }
  }

  /// Makes the reports for all origins of which something is new, or that need jobs.
  private mutating func prepare(_ queue: SharedQueues) {
    var reports: [(place: Int, report: SharedQueue.Report)] = []
    var toldRobots: [Int: MonotonicTime] = [:]
    window.change { [leases, news, sharing] order in
      let room = max(
        16, min(SharedQueues.jobsAtOnce, WindowedOrder.memoryLimit / max(1, leases.count)))
      for (place, lease) in leases {
        var report = SharedQueue.Report(lease.origin, token: lease.token)
        let hasFound = news[place].map { !$0.found.isEmpty } ?? false
        let pages = sharing.sites?.pages(at: lease.origin) ?? 0
        if pages != lease.toldPages { report.pages = pages }
        guard let window = order.shared?.leases[place] else {
          // The node ends.
          if news[place] != nil || report.pages != nil { reports.append((place, report)) }
          continue
        }
        if window.held <= room / 2 { report.wanted = room - window.held }
        if window.held == 0, window.isDry, !hasFound {
          report.release = order.polite.pause(at: place, now: .now)
        }
        if window.isDry, !hasFound, report.release == nil { report.wanted = 0 }
        let standing = order.polite.standing(at: place)
        if standing != lease.told {
          report.standing = standing
          report.pause = order.polite.pause(at: place, now: .now)
        }
        if let (kept, since) = order.polite.robots(at: place), since != lease.toldRobots {
          toldRobots[place] = since
          // Rules that are read from a file have no crawl delay.
          if let rules = try? kept.rules(), rules.crawlDelay == kept.crawlDelay {
            report.robots = rules.text(atMost: Self.longestRules).map { ($0, .now - since) }
          }
        }
        if news[place] != nil || report.wanted > 0 || report.release != nil
          || report.standing != nil || report.pages != nil || report.robots != nil
        {
          if hasFound { order.shared?.leases[place]?.isDry = false }
          reports.append((place, report))
        }
      }
      return 0
    }
    for (place, since) in toldRobots { leases[place]?.toldRobots = since }
    for index in reports.indices {
      guard let news = news.removeValue(forKey: reports[index].place) else { continue }
      // What another token reported has no effect; what was found is put anyway.
      guard news.token == reports[index].report.token else {
        found += news.found
        continue
      }
      reports[index].report.done = news.done
      reports[index].report.handedOver = news.handedOver
      reports[index].report.found = news.found
    }
    // Their leases are lost.
    for news in news.values { found += news.found }
    news = [:]
    var numbered = reports.map(\.report)
    queue.number(&numbered)
    unanswered = zip(reports, numbered).map { ($0.place, $1) }
  }

  // MARK: Leases

  private mutating func renew(_ queue: SharedQueues) throws(SharedFault) {
    let now = ContinuousClock.now
    guard !leases.isEmpty, now - lastRenewal >= sharing.lease / 4 else { return }
    let tokens = Dictionary(uniqueKeysWithValues: leases.values.map { ($0.origin, $0.token) })
    let lost = try queue.renew(tokens)
    lastRenewal = now
    addresses = []
    for (place, lease) in leases where lost.contains(lease.origin) {
      leases[place] = nil
      window.change { order in order.drop(place) }
    }
    certify(from: now)
    try traps.exchange(sharing.sites, queue)
  }

  /// Shares the limits of each network address with the other nodes that have origins there.
  ///
  /// They learn of this node when they renew their leases.
  private mutating func shareAddresses(_ queue: SharedQueues) throws(SharedFault) {
    var used: Set<IPAddress> = []
    window.change { [leases] order in
      for place in leases.keys {
        if let address = order.polite.networkAddress(of: place) { used.insert(address) }
      }
      return 0
    }
    guard !used.isSubset(of: addresses) else { return }
    let asked = Array(used)
    let nodes = try queue.share(asked)
    addresses = used
    window.change { order in
      for (address, number) in zip(asked, nodes) { order.polite.share(address, among: number) }
      return 0
    }
  }

  /// Lets jobs be handed out for three quarters of the time of a lease.
  private func certify(from time: ContinuousClock.Instant) {
    let end = time + sharing.lease * 3 / 4
    window.change { order in
      order.shared?.end = end
      return 0
    }
  }

  private mutating func claim(from queue: SharedQueues) throws(SharedFault) {
    let now = ContinuousClock.now
    let room = max(
      16, min(SharedQueues.jobsAtOnce, WindowedOrder.memoryLimit / (leases.count + appetite)))
    try traps.exchange(sharing.sites, queue)
    let claimed = try queue.claim(appetite, jobs: room)
    let (least, most) = (Self.originsAtOnce.lowerBound, Self.originsAtOnce.upperBound)
    appetite = claimed.count == appetite ? min(most, 2 * appetite) : least
    take(claimed, since: now)
    if claimed.isEmpty { try queue.beginNextLevel() }
  }

  /// Adds leases that the server gave after a time.
  private mutating func take(_ given: [SharedQueue.Lease], since now: ContinuousClock.Instant) {
    guard !given.isEmpty else { return }
    if leases.isEmpty {
      lastRenewal = now
      certify(from: now)
    }
    for lease in given {
      var place = 0
      window.change { [sharing] order in
        place = order.polite.index(of: lease.origin)
        if let standing = lease.standing { order.polite.adopt(standing, at: place) }
        if let robots = lease.robots {
          order.polite.adopt(robots.rules, age: robots.age, at: place)
        }
        sharing.sites?.note(pagesElsewhere: lease.pagesElsewhere, at: lease.origin)
        return order.take(lease.jobs, at: lease.origin, token: lease.token)
      }
      guard leases[place]?.token != lease.token else { continue }
      leases[place] = Lease(origin: lease.origin, token: lease.token)
    }
  }
}
