import Addressing
import CrawlModel
import Threads

/// A window of the jobs of a crawl in polite order; a backlog holds the rest.
///
/// Memory holds the counts, a fingerprint of every address, and the next jobs of each lane. Where
/// there are more origins than room for their jobs, the others sleep and wake in the order of their
/// discovery, as soon as there is room or nothing else to start. A plain value that gets the time as an argument and does no input or output: each call appends its
/// writes to the log as a unit; reads are requested there and their results arrive through
/// `receive`.
struct WindowedOrder: ~Copyable, WorkOrder {
  /// The maximum number of jobs of one lane in memory, and the approximate maximum of all lanes
  /// together.
  static let laneLimit = 512
  static let memoryLimit = 16_384
  /// The number of lanes that are read together when origins wake.
  static let wokenTogether = 256

  var polite: PoliteOrder
  var origins = KnownOrigins()
  var index = AddressIndex()
  var counts = CrawlCounts()
  /// What this run has done.
  var run = RunCounts()
  /// The number of probes for an image that waited when the run began.
  var waitingImageProbes = 0
  /// The last turn that was given before this run.
  private(set) var lastTurnAtStart = 0
  /// Jobs that are put and not done.
  var unfinished = 0
  /// Jobs of the crawl that are handed out and not done.
  private(set) var handedOut = 0
  // Requests for files for crawlers that are handed out and have no result.
  private var policyRequests = 0
  var lanes: [Lane.Key: Lane] = [:]
  // Jobs of all lanes in memory, lanes that are being read, and the most jobs that these bring.
  private var inMemory = 0
  private var loading = 0
  private var expected = 0
  var redirects = RedirectMap()
  var lastNumber = 0
  let key: Fingerprint.Key
  private let log: BacklogLog

  // Changes made by the current call.
  var entries: [BacklogEntry] = []
  var moves: [CrawlCounts.Move] = []
  private var refills: [Refill] = []

  // Jobs that were put back are no longer counted in their lane.
  var putBackRecords: Set<RecordNumber> = []
  var levels: LaneLevels
  var documents = DocumentCount()
  /// The leases of this node, if the frontier is shared with others.
  var shared: SharedWindow?

  init(_ politeness: Politeness, levelByLevel: Bool, key: Fingerprint.Key, log: BacklogLog) {
    polite = PoliteOrder(politeness)
    levels = LaneLevels(isStrict: levelByLevel)
    self.key = key
    self.log = log
  }

  /// Begins a run, after the state of earlier runs was restored.
  ///
  /// - Returns: the numbers of images, without probes, and of all addresses that wait.
  mutating func begin() -> (images: Int, addresses: Int) {
    lastTurnAtStart = lastNumber
    let images = lanes.lazy.filter { $0.key.lane == Lane.images }
      .reduce(0) { $0 + $1.value.inBacklog }
    return (images - waitingImageProbes, unfinished)
  }

  // MARK: The order

  mutating func put(_ assignment: Assignment) -> Bool {
    put(assignment.job)
  }

  /// Puts a job; returns `false` if this address was already queued for the same kind.
  mutating func put(_ job: Job) -> Bool {
    let fingerprint = fingerprint(job.address, isImage: job.kind == .image)
    let page = job.kind == .image ? job.parent.flatMap { documentNumber(of: $0) } : nil
    let isNew = admit(job, fingerprint, parent: page)
    if isNew, let page, let via = job.via, let image = index.entry(fingerprint)?.number {
      entries.append(
        .reference(image: image, page: page, source: nil, via, Caption(), isNofollow: false))
    }
    releaseImagesIfDue()
    send()
    return isNew
  }

  mutating func next(
    for worker: WorkerID, at now: MonotonicTime
  ) -> NextItem<Assignment> {
    if let shared, !shared.isCertain { return .nothing }
    let next = polite.next(for: worker, at: now)
    guard case .item(let assignment) = next else {
      // More origins that may not answer are of no use while such origins wait here.
      wakeOrigins(isIdle: !polite.isHoldingBack)
      return giveUpIfStuck(at: now) ? self.next(for: worker, at: now) : next
    }
    // A request for a policy file of an origin is not a job of the crawl.
    guard let record = assignment.ticket.record else {
      policyRequests += 1
      return next
    }
    handedOut += 1
    if putBackRecords.remove(record) == nil {
      let key = laneKey(of: assignment.job)
      if lanes[key] != nil {
        lanes[key]?.inMemory -= 1
        inMemory -= 1
      }
      refill(key)
      wakeOrigins(isIdle: false)
      send()
    }
    return next
  }

  var hasNext: Bool { polite.hasNext }

  mutating func taskDone(_ assignment: Assignment, at now: MonotonicTime) {
    polite.finished(assignment)
    handedOut -= 1
    unfinished -= 1
    if assignment.job.kind == .page, levels.pageDone() { openNextLevel() }
    documents.done(assignment.job)
    releaseImagesIfDue()
    send()
  }

  mutating func putBack(
    _ assignment: Assignment, as successor: Assignment, notBefore time: MonotonicTime
  ) {
    polite.finished(assignment)
    if let record = assignment.ticket.record {
      handedOut -= 1
      putBackRecords.insert(record)
    } else {
      policyRequests -= 1
    }
    // A redirect may lead to an origin that is new.
    _ = originNumber(of: successor.request.target.origin)
    polite.putBack(successor, notBefore: time)
    send()
  }

  /// Gives up the jobs of origins that no longer answer, once nothing else is left to do.
  private mutating func giveUpIfStuck(at now: MonotonicTime) -> Bool {
    guard polite.hasOnlySetAside, handedOut == 0, policyRequests == 0, loading == 0,
      !origins.areAnyAsleep
    else { return false }
    return polite.giveUpHopeless(at: now)
  }

  /// Records how a request for a file for crawlers ended.
  mutating func policyRequestDone(_ answer: PolicyAnswer) {
    policyRequests -= 1
    entries.append(.policy(answer))
    send()
  }

  /// Frees the slot of a job whose transfer is over; returns how long the job may wait and be
  /// requested again without using a retry, `nil` if the failure is its own or there is none.
  ///
  /// A rest that begins also holds after a restart.
  mutating func released(
    _ assignment: Assignment, _ sign: ServerSign?, chance: Double, at now: MonotonicTime,
    civil: Timestamp
  ) -> Duration? {
    let ending = polite.released(assignment, sign, at: now, chance: chance)
    if let rest = ending.rest, let place = assignment.ticket.place {
      let until = Timestamp(seconds: civil.seconds + rest.components.seconds + 1)
      let origin = originNumber(of: polite.origin(at: place))
      entries.append(.rest(origin: origin, until: until, isSilent: polite.isSilent(place)))
      send()
    }
    return ending.excuse
  }

  /// Appends the changes of the current call to the log as a unit.
  mutating func send() {
    if let found = shared?.found, !found.isEmpty {
      shared?.found = []
      entries.append(.shared(SharedChange(found: found)))
    }
    log.append(&entries, &moves, &refills)
  }

  /// Whether another address can be numbered; if not, the crawl ends in order.
  var hasNumbers: Bool {
    // A call needs at most two numbers.
    guard lastNumber >= AddressIndex.numberLimit - 2 else { return true }
    log.fail(
      FrontierError(
        code: .storage,
        message: "The crawl has met \(AddressIndex.numberLimit - 1) addresses, the maximum of one "
          + "folder. What was done is kept; crawl a part of the site, with --scope or --exclude, "
          + "into another folder."))
    return false
  }

  /// Releases images that wait for documents, once all documents are read.
  mutating func releaseImagesIfDue() {
    if polite.holdsImages, documents.unfinished == 0, unfinished > 0 { polite.releaseImages() }
  }

  // MARK: Lanes

  /// Adds the jobs that were read for a lane; returns `false` if the backlog had fewer than
  /// expected.
  mutating func receive(_ jobs: [Assignment], for refill: Refill) -> Bool {
    guard var lane = lanes[refill.lane], jobs.allSatisfy({ belongs($0, to: refill.lane) }) else {
      return false
    }
    lane.isLoading = false
    lane.inMemory += jobs.count
    lane.inBacklog -= jobs.count
    if let last = jobs.last { lane.cursor = last.ticket.turn }
    lanes[refill.lane] = lane
    loading -= 1
    expected -= refill.limit
    inMemory += jobs.count
    if let origin = jobs.first?.job.address.origin {
      let place = place(of: refill.lane.origin, origin)
      for job in jobs { polite.enqueue(job, at: place) }
    }
    return !jobs.isEmpty && lane.inBacklog >= 0
  }

  /// Whether a job is of the origin of a lane; a damaged backlog may say otherwise.
  private func belongs(_ job: Assignment, to lane: Lane.Key) -> Bool {
    origins.number(of: job.job.address.origin) == lane.origin
      && job.ticket.record.map { JournalRange.address.contains($0.rawValue) } == true
  }

  /// Requests more jobs of a lane when it runs low, or lets its origin sleep if there is no room.
  mutating func refill(_ key: Lane.Key) {
    guard let lane = lanes[key], lane.inBacklog > 0, !lane.isLoading, levels.isOpen(key.lane),
      lane.inMemory <= limit / 2
    else { return }
    if lane.inMemory > 0 || hasRoom(for: key) { load(key) } else { origins.sleep(key.origin) }
  }

  private mutating func load(_ key: Lane.Key) {
    guard var lane = lanes[key], lane.inBacklog > 0, !lane.isLoading, levels.isOpen(key.lane)
    else { return }
    lane.isLoading = true
    lanes[key] = lane
    let refill = Refill(lane: key, after: lane.cursor, limit: limit - lane.inMemory)
    loading += 1
    expected += refill.limit
    refills.append(refill)
  }

  /// The maximum number of jobs of a lane in memory.
  private var limit: Int {
    max(16, min(Self.laneLimit, Self.memoryLimit / max(1, polite.originCount)))
  }

  /// Whether jobs of a lane that has none in memory may come there.
  private func hasRoom(for key: Lane.Key) -> Bool {
    inMemory + expected < Self.memoryLimit && !origins.isAsleep(key.origin)
  }

  /// Wakes some of the origins that sleep, if there is room again or a worker has nothing to do.
  private mutating func wakeOrigins(isIdle: Bool) {
    guard origins.areAnyAsleep, isIdle || inMemory + expected < Self.memoryLimit / 2 else { return }
    while loading < Self.wokenTogether, let number = origins.wake() {
      for lane in [Lane.images, Lane.documents, levels.current] {
        load(Lane.Key(origin: number, lane: lane))
      }
    }
    send()
  }

  /// The number of an origin in the crawl, which gets it if it is new.
  mutating func originNumber(of origin: Origin) -> Int {
    if let number = origins.number(of: origin) { return number }
    let number = origins.add(origin)
    entries.append(.origin(number: number, origin))
    return number
  }

  /// The number of an origin in the polite order, which gets it if it is new there.
  private mutating func place(of number: Int, _ origin: Origin) -> Int {
    if let place = origins.place(of: number) { return place }
    let place = polite.index(of: origin)
    origins.set(place: place, of: number)
    return place
  }

  /// Opens the next level of pages.
  mutating func openNextLevel() {
    guard
      let next = lanes.filter({ !levels.isOpen($0.key.lane) && $0.value.inBacklog > 0 })
        .keys.map(\.lane).min()
    else { return }
    let opened = lanes.filter { $0.key.lane == next }
    levels.open(next, pages: opened.values.reduce(0) { $0 + $1.inBacklog })
    for key in opened.keys { refill(key) }
  }

  func laneKey(of job: Job) -> Lane.Key {
    guard let number = origins.number(of: job.address.origin) else {
      preconditionFailure("\(job.address.origin) was never met")
    }
    return Lane.Key(origin: number, lane: laneNumber(of: job))
  }

  func laneNumber(of job: Job) -> Int {
    switch job.kind {
    case .image: Lane.images
    case .page where levels.isStrict: Lane.level(job.depth)
    default: Lane.documents
    }
  }

  /// Inserts a job where it waits: in memory if there is room and nothing waits before it.
  mutating func enqueue(_ assignment: Assignment, in key: Lane.Key) {
    let job = assignment.job
    unfinished += 1
    if job.kind != .image { documents.put() }
    var lane = lanes[key] ?? Lane()
    let isOpen = job.kind != .page || levels.admit(key.lane)
    if isOpen, lane.inBacklog == 0, lane.inMemory < limit, lane.inMemory > 0 || hasRoom(for: key) {
      lane.inMemory += 1
      lane.cursor = assignment.ticket.turn
      lanes[key] = lane
      inMemory += 1
      polite.enqueue(assignment, at: place(of: key.origin, job.address.origin))
    } else {
      lane.inBacklog += 1
      lanes[key] = lane
      refill(key)
    }
  }

  /// The fingerprint of an address; images and documents differ, because one address may be both: a
  /// photo page that an `img` wrongly refers to.
  func fingerprint(_ address: WebAddress, isImage: Bool) -> UInt64 {
    Self.fingerprint(address.text, isImage: isImage, key: key)
  }

  static func fingerprint(_ text: String, isImage: Bool, key: Fingerprint.Key) -> UInt64 {
    let value = Fingerprint(text, key: key).value
    return isImage ? value ^ 0x9E37_79B9_7F4A_7C15 : value
  }
}
