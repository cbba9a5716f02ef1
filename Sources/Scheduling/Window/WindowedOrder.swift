import Addressing
import CrawlModel
import Threads

/// A window of the jobs of a crawl under the polite order; a backlog holds the rest.
///
/// Memory has the counts, a fingerprint of every address, and of each lane the next jobs. A plain
/// value that is told the time and does no input or output: what is to be written goes to the log as
/// whole calls, what is to be read is requested there, and comes back through `receive`.
struct WindowedOrder: ~Copyable, WorkOrder {
  /// The most jobs of one lane in memory, and of all lanes together about.
  static let laneLimit = 512
  static let memoryLimit = 16_384

  var polite: PoliteOrder
  var index = AddressIndex()
  var books = CrawlCounts()
  /// Jobs that are put and not done.
  var unfinished = 0
  /// Jobs of the crawl that are handed out and not done.
  private(set) var handedOut = 0
  var lanes: [Lane.Key: Lane] = [:]
  var redirects = RedirectMap()
  var lastNumber = 0
  let key: Fingerprint.Key
  private let log: BacklogLog

  // What the present call changed.
  var entries: [JournalEntry] = []
  var moves: [CrawlCounts.Move] = []
  private var refills: [Refill] = []
  var originsWritten = 0

  // Jobs that were put back are no longer counted in their lane.
  private var putBackRecords: Set<Int> = []
  var levels: LaneLevels
  var documents = DocumentCount()

  init(_ politeness: Politeness, levelByLevel: Bool, key: Fingerprint.Key, log: BacklogLog) {
    polite = PoliteOrder(politeness)
    levels = LaneLevels(isStrict: levelByLevel)
    self.key = key
    self.log = log
  }

  // MARK: The order

  mutating func put(_ assignment: Assignment) -> Bool {
    put(assignment.job)
  }

  /// Puts a job; returns `false` if its address was already put for the same kind.
  mutating func put(_ job: Job) -> Bool {
    let isNew = admit(job, fingerprint(job.address, isImage: job.kind == .image), parent: nil)
    releaseImagesIfDue()
    send()
    return isNew
  }

  mutating func next(
    for worker: WorkerID, at now: MonotonicTime
  ) -> NextItem<Assignment> {
    let next = polite.next(for: worker, at: now)
    guard case .item(let assignment) = next else { return next }
    // What an origin wants to be told of itself is no job of the crawl.
    guard let record = assignment.ticket.record else { return next }
    handedOut += 1
    if putBackRecords.remove(record) == nil {
      let key = laneKey(of: assignment.job)
      lanes[key]?.inMemory -= 1
      refill(key)
      send()
    }
    return next
  }

  var hasNext: Bool { polite.hasNext }

  mutating func taskDone(_ assignment: Assignment, at now: MonotonicTime) {
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
    if let record = assignment.ticket.record {
      handedOut -= 1
      putBackRecords.insert(record)
    }
    polite.putBack(successor, notBefore: time)
    send()
  }

  /// Hands what the present call changed to the log, as a whole.
  mutating func send() {
    while originsWritten < polite.originCount {
      entries.append(.origin(number: originsWritten, polite.origin(at: originsWritten)))
      originsWritten += 1
    }
    log.append(entries, moves, refills)
    entries.removeAll(keepingCapacity: true)
    moves.removeAll(keepingCapacity: true)
    refills.removeAll(keepingCapacity: true)
  }

  /// Lets images start once all documents are read, where they wait for that.
  mutating func releaseImagesIfDue() {
    if polite.holdsImages, documents.unfinished == 0, unfinished > 0 { polite.releaseImages() }
  }

  // MARK: Lanes

  /// Adds the jobs that were read for a lane; returns `false` when the backlog has fewer than it
  /// should.
  mutating func receive(_ jobs: [Assignment], for refill: Refill) -> Bool {
    guard var lane = lanes[refill.lane] else { return false }
    lane.isLoading = false
    lane.inMemory += jobs.count
    lane.inBacklog -= jobs.count
    if let last = jobs.last { lane.cursor = last.ticket.turn }
    lanes[refill.lane] = lane
    for job in jobs { polite.enqueue(job, at: refill.lane.origin) }
    return !jobs.isEmpty && lane.inBacklog >= 0
  }

  /// Asks for more of a lane when it runs low.
  mutating func refill(_ key: Lane.Key) {
    guard var lane = lanes[key], lane.inBacklog > 0, !lane.isLoading, levels.isOpen(key.lane)
    else { return }
    let limit = max(16, min(Self.laneLimit, Self.memoryLimit / lanes.count))
    guard lane.inMemory <= limit / 2 else { return }
    lane.isLoading = true
    lanes[key] = lane
    refills.append(Refill(lane: key, after: lane.cursor, limit: limit - lane.inMemory))
  }

  /// Lets the pages of the next level be read.
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
    Lane.Key(origin: polite.knownIndex(of: job.address.origin), lane: laneNumber(of: job))
  }

  func laneNumber(of job: Job) -> Int {
    switch job.kind {
    case .image: Lane.images
    case .page where levels.isStrict: Lane.level(job.depth)
    default: Lane.documents
    }
  }

  /// Puts a job where it waits: into memory while there is room and nothing waits before it.
  mutating func enqueue(_ assignment: Assignment, in key: Lane.Key) {
    let job = assignment.job
    unfinished += 1
    if job.kind != .image { documents.put() }
    var lane = lanes[key] ?? Lane()
    let limit = max(16, min(Self.laneLimit, Self.memoryLimit / max(1, lanes.count)))
    let isOpen = job.kind != .page || levels.admit(key.lane)
    if isOpen, lane.inBacklog == 0, lane.inMemory < limit {
      lane.inMemory += 1
      lane.cursor = assignment.ticket.turn
      lanes[key] = lane
      polite.enqueue(assignment, at: key.origin)
    } else {
      lane.inBacklog += 1
      lanes[key] = lane
      refill(key)
    }
  }

  /// The fingerprint of an address; images are told apart from documents, because one address may
  /// be both: a photo page that an `img` wrongly points at.
  func fingerprint(_ address: WebAddress, isImage: Bool) -> UInt64 {
    Self.fingerprint(address.text, isImage: isImage, key: key)
  }

  static func fingerprint(_ text: String, isImage: Bool, key: Fingerprint.Key) -> UInt64 {
    let value = Fingerprint(text, key: key).value
    return isImage ? value ^ 0x9E37_79B9_7F4A_7C15 : value
  }
}
