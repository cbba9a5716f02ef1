import Addressing
import CrawlModel
import DequeModule
import Files
import HeapModule
import Threads

/// The jobs that wait at one origin, and when the next one may start.
struct OriginQueue: Sendable {
  /// The number of images handed out for each page when both wait: pages produce images, and
  /// neither kind has to wait until the other is finished.
  static let imagesForOnePage = 3

  /// The state of the origin in the order; only `PoliteOrder` changes it.
  enum Place: Sendable { case idle, ready, scheduled, setAside, inLine }

  let origin: Origin
  var place = Place.idle
  /// Distinguishes the current heap entry from stale ones.
  var entry = 0
  /// The time of that entry.
  var scheduledStart = MonotonicTime.distantPast
  /// How often it was passed over while ready, because the worker had warm connections to others.
  var passedOver = 0

  private var pages = Deque<Assignment>()
  private var images = Deque<Assignment>()
  private var delayed = Heap<DelayedAssignment>()
  var imagesSincePage = 0

  var inFlight = 0
  /// The number of documents that are handed out and not done; they may lead to other jobs.
  var documentsOut = 0
  /// What it counts for among all origins, as last counted.
  var counted = TransferReserve.Share()
  /// Whether its place, if it is ready, is in the ring of the origins that answer.
  var isAmongAnswering = false
  var requests = 0
  var retries = 0
  var fastestInterval: Duration?
  var lastStart: MonotonicTime?
  /// When the last request was sent.
  var lastSending: MonotonicTime?
  /// Whether a request is handed out and not sent yet; nothing else starts then, if there is a delay.
  var awaitsSending = false
  var nextStart = MonotonicTime.distantPast
  var restsUntil = MonotonicTime.distantPast
  /// The worker that started the last transfer here, and so has a warm connection.
  private(set) var warmWorker = WorkerID.anybody

  /// The maximum number of concurrent transfers.
  private(set) var limit: Int
  /// The delay between starts that the user set.
  private var wantedDelay: Duration
  /// The most that is added to the delay at random.
  private let randomDelay: Duration

  /// The gate that waits for its robots.txt.
  var gate = RobotsGate.unguarded
  /// The gate that must be open before its images start.
  var optOuts = OptOutGate.unguarded
  private let obeysOptOuts: Bool
  /// Whether its images wait until all documents are read.
  private var holdsImages: Bool
  /// The back-off of the origin.
  var backoff: Backoff
  /// Whether the next probe is a job that failed before, and not another one.
  var probesFailedJob = false
  /// How long it has given no good answer.
  var patience: Patience
  /// Whether it was without a good answer for so long that nothing waits for it any more.
  var isHopeless = false
  /// Why everything that waits here is refused; `nil` if it is not given up.
  var givenUp: Refusal?
  /// Why nothing may be requested here at all; `nil` if it may.
  var bar: Refusal?
  /// The order of its transfers in flight.
  var starts = StartOrder()
  // Images are mostly static files and pages are generated: each kind has its own latency.
  var imageLatency = LatencyWatch()
  var documentLatency = LatencyWatch()
  var rests = 0
  var fewestTransfers: Int?
  /// Whether something changed that the host statistics count.
  var hasNewReceipt = false
  /// The number of its network address; `nil` before that is known.
  var group: Int?

  init(_ origin: Origin, _ politeness: Politeness) {
    self.origin = origin
    limit = politeness.transfersPerOrigin
    wantedDelay = politeness.delay
    randomDelay = politeness.randomDelay
    backoff = Backoff(firstRest: politeness.firstRest)
    patience = Patience(limit: politeness.patience, retries: politeness.retries)
    obeysOptOuts = politeness.obeysOptOuts
    holdsImages = politeness.obeysOptOuts
    if politeness.asksOptOuts { optOuts = .unasked }
    if politeness.obeysRobots { gate = .unasked }
  }

  var isEmpty: Bool { pages.isEmpty && images.isEmpty && delayed.isEmpty }

  /// What it counts for among all origins.
  var share: TransferReserve.Share {
    guard patience.isAnswering else { return TransferReserve.Share(occupied: inFlight) }
    // Images that wait for all documents may have to wait for other origins.
    let waits = !pages.isEmpty || !delayed.isEmpty || !images.isEmpty && !holdsImages
    return TransferReserve.Share(needsReserve: waits || documentsOut > 0)
  }

  /// The earliest time at which a job may start, ignoring transfers in flight; `nil` if nothing
  /// waits.
  var earliestStart: MonotonicTime? {
    if givenUp ?? bar != nil { return isEmpty ? nil : .distantPast }
    if awaitsSending { return nil }
    // What is refused makes no request, and so waits for nothing.
    var start = gate.isClosed ? .distantPast : max(nextStart, restsUntil)
    switch gate {
    case .asked: return nil
    case .needed(_, let time): start = max(start, time)
    case .unguarded, .unasked, .known: break
    }
    if !pages.isEmpty { return start }
    if !images.isEmpty, !holdsImages {
      if optOuts.isOpen { return start }
      let delayed = delayedStart(after: start)
      guard let request = optOuts.nextRequest else { return delayed }
      let asked = max(start, request)
      return delayed.map { min($0, asked) } ?? asked
    }
    return delayedStart(after: start)
  }

  /// The earliest start among jobs that wait for a time.
  private func delayedStart(after start: MonotonicTime) -> MonotonicTime? {
    guard let first = delayed.min else { return nil }
    let time = max(start, first.notBefore)
    guard first.kind == .image, !optOuts.isOpen else { return time }
    return optOuts.nextRequest.map { max(time, $0) }
  }

  /// Whether an image could be handed out if the opt-out files were known.
  private func isImageDue(at now: MonotonicTime) -> Bool {
    if !images.isEmpty { return !holdsImages }
    guard let first = delayed.min else { return false }
    return first.kind == .image && first.notBefore <= now
  }

  /// Releases the images; all documents are read.
  mutating func releaseImages() { holdsImages = false }

  mutating func append(_ assignment: Assignment) {
    if assignment.job.kind == .image {
      images.append(assignment)
    } else {
      pages.append(assignment)
    }
  }

  /// Removes and returns everything that waits.
  mutating func removeWaiting() -> [Assignment] {
    defer {
      pages.removeAll()
      images.removeAll()
      delayed = Heap()
    }
    return Array(pages) + Array(images) + delayed.unordered.map(\.assignment)
  }

  /// Keeps a started job: it comes before all others once its time has come.
  mutating func delay(_ assignment: Assignment, until time: MonotonicTime) {
    delayed.insert(DelayedAssignment(notBefore: time, assignment: assignment))
  }

  /// Removes the next job and counts its start; returns `nil` if none may start yet.
  ///
  /// A job that must not be fetched is returned with its refusal, and does not count as a start.
  mutating func start(
    by worker: WorkerID, at now: MonotonicTime, isObjected: (Job) -> Bool,
    objection: ((Job, Request) -> Refusal?)?
  ) -> Assignment? {
    guard let time = earliestStart, time <= now else { return nil }
    if let refusal = givenUp ?? bar {
      var next = delayed.popMin()?.assignment ?? images.popFirst() ?? pages.popFirst()
      next?.refusal = refusal
      return next
    }
    if var robots = robotsRequest(at: now) {
      gate = .asked
      count(&robots, by: worker, at: now)
      return robots
    }
    if var file = takeOptOutRequest(at: now) {
      count(&file, by: worker, at: now)
      return file
    }
    guard var next = takeNext(at: now) else { return nil }
    next.refusal = gate.refusal(of: next.request) ?? objection?(next.job, next.request)
    if next.job.kind == .image { consider(&next, isObjected: isObjected(next.job)) }
    if next.refusal == nil { count(&next, by: worker, at: now) }
    return next
  }

  /// The request for an opt-out file that an image waits for.
  private mutating func takeOptOutRequest(at now: MonotonicTime) -> Assignment? {
    while isImageDue(at: now), let time = optOuts.nextRequest, time <= now,
      let file = optOuts.takeRequest(for: origin)
    {
      if gate.refusal(of: file.request) == nil { return file }
      optOuts.apply(.silent)
    }
    return nil
  }

  /// Determines the opt-outs of an image.
  private func consider(_ image: inout Assignment, isObjected: Bool) {
    let target = image.request.target
    do throws(FileError) {
      image.optOuts = try optOuts.optOuts(of: target)
      if let usage = try gate.optOut(of: target) { image.optOuts.append(usage) }
    } catch {
      image.refusal = image.refusal ?? RobotsGate.unreadable(error)
    }
    guard obeysOptOuts, image.refusal == nil else { return }
    if let first = image.optOuts.first {
      image.refusal = Refusal(.skipped(.optOut), note: first.sentence)
    } else if isObjected {
      image.refusal = Refusal(
        .skipped(.optOut), note: "a page that shows it does not want it taken")
    }
  }

  private mutating func count(
    _ assignment: inout Assignment, by worker: WorkerID, at now: MonotonicTime
  ) {
    inFlight += 1
    if assignment.job.kind.isDocument { documentsOut += 1 }
    assignment.ticket.start = starts.start()
    // The delay counts from the sending, which is not before now.
    awaitsSending = delay + randomDelay > .zero
    nextStart = now + delay
    lastStart = now
    requests += 1
    hasNewReceipt = true
    if assignment.request.attempts > 0 || assignment.request.wasExcused { retries += 1 }
    if worker != .anybody { warmWorker = worker }
  }

  /// The least time between two requests: the user's delay or the crawl delay, whichever is longer.
  var delay: Duration { max(wantedDelay, gate.crawlDelay ?? .zero) }

  /// The time to the next request after one that was sent.
  var nextPause: Duration {
    randomDelay > .zero ? delay + randomDelay * Double.random(in: 0...1) : delay
  }

  /// Sets another pace, which applies from the last start on.
  mutating func setPace(_ pace: QueueRules.Pace, _ politeness: Politeness) {
    limit = max(1, pace.transfers ?? politeness.transfersPerOrigin)
    wantedDelay = max(.zero, pace.delay ?? politeness.delay)
    if let last = lastSending ?? lastStart { nextStart = last + delay }
  }

  /// Applies the robots result.
  mutating func apply(_ result: RobotsResult, at now: MonotonicTime) {
    gate = .known(result, since: now)
    nextStart = max(nextStart, (lastSending ?? lastStart ?? now) + (gate.crawlDelay ?? .zero))
  }

  /// Schedules another request for robots.txt, not before a time.
  mutating func requestRobots(_ assignment: Assignment, notBefore time: MonotonicTime) {
    gate = .needed(assignment, notBefore: time)
  }

  /// Applies the result of requesting an opt-out file.
  mutating func apply(_ file: OptOutFile) { optOuts.apply(file) }

  /// Schedules another request for an opt-out file, not before a time.
  mutating func requestOptOuts(_ assignment: Assignment, notBefore time: MonotonicTime) {
    optOuts.requestAgain(assignment, notBefore: time)
  }

  /// The request for robots.txt that must come first.
  private func robotsRequest(at now: MonotonicTime) -> Assignment? {
    switch gate {
    case .unasked: RobotsGate.request(for: origin)
    case .needed(let request, _): request
    case .known(_, let since) where now - since > RobotsGate.lifetime:
      RobotsGate.request(for: origin)
    case .unguarded, .asked, .known: nil
    }
  }

  /// The number of transfers currently allowed.
  var transfers: Int { backoff.transfers(atMost: limit) }

  /// Notes the number of transfers if it is limited.
  mutating func note() {
    guard transfers < limit else { return }
    fewestTransfers = min(fewestTransfers ?? transfers, transfers)
  }

  mutating func rest(until time: MonotonicTime) { restsUntil = max(restsUntil, time) }

  /// The host statistics so far.
  var receipt: HostStatistics {
    var receipt = HostStatistics(
      host: origin.description, requests: requests, fastestInterval: fastestInterval,
      delay: delay, retries: retries)
    receipt.rests = rests
    receipt.fewestTransfers = fewestTransfers
    receipt.hasAnswered = patience.hasAnswered
    return receipt
  }

  /// What is known of the origin now; `waiting` counts only the jobs in memory.
  func status(at now: MonotonicTime, _ clock: Timestamp) -> HostStatus {
    var status = HostStatus(
      host: origin.description, requests: requests, retries: retries,
      waiting: pages.count + images.count + delayed.count,
      restsUntil: restsUntil > now
        ? Timestamp(seconds: clock.seconds + Int64((restsUntil - now).inSeconds.rounded(.up)))
        : nil,
      isSilent: backoff.isProbing)
    status.delay = delay
    status.inFlight = inFlight
    return status
  }

  /// Continues the host statistics of an earlier run.
  mutating func resume(_ receipt: HostStatistics) {
    requests = receipt.requests
    retries = receipt.retries
    rests = receipt.rests
    fastestInterval = receipt.fastestInterval
    if receipt.hasAnswered { patience.answeredBefore() }
  }

  private mutating func takeNext(at now: MonotonicTime) -> Assignment? {
    if !backoff.isProbing || probesFailedJob, let due = takeDelayed(at: now) { return due }
    let imageIsDue = pages.isEmpty || imagesSincePage < Self.imagesForOnePage
    if imageIsDue, !holdsImages, optOuts.isOpen, let image = images.popFirst() {
      imagesSincePage += 1
      return image
    }
    imagesSincePage = 0
    return pages.popFirst() ?? takeDelayed(at: now)
  }

  private mutating func takeDelayed(at now: MonotonicTime) -> Assignment? {
    guard let first = delayed.min, first.notBefore <= now, first.kind != .image || optOuts.isOpen
    else { return nil }
    return delayed.popMin()?.assignment
  }
}

/// A job that must not start before a time; ordered by that time.
struct DelayedAssignment: Comparable, Sendable {
  let notBefore: MonotonicTime
  let assignment: Assignment

  var kind: Job.Kind { assignment.job.kind }

  static func < (left: Self, right: Self) -> Bool { left.notBefore < right.notBefore }

  static func == (left: Self, right: Self) -> Bool { left.notBefore == right.notBefore }
}
