import Addressing
import CrawlModel
import Threads

/// A window over a frontier that several machines share: what is found is offered to all of them,
/// and what is handed out comes from there.
///
/// An address that another node may fetch is recorded here as left out, with the reason `elsewhere`.
extension WindowedOrder {
  /// Offers a job to all nodes; returns `false` if this was done before.
  mutating func offer(_ job: Job, _ fingerprint: UInt64, parent: RecordNumber?) -> Bool {
    let known = index.entry(fingerprint)
    if let known, known.leftOut == nil || known.leftOut == .elsewhere { return false }
    if job.kind == .image, known?.leftOut == .optOut { return false }
    guard hasNumbers else { return false }
    let number = known?.number ?? newRecord()
    index.set(fingerprint, AddressIndex.Entry(number: number, leftOut: .elsewhere))
    if let known {
      entries.append(.elsewhere(number, laneOfNothing, turn: 0))
      move(job.kind == .image, from: known.leftOut.map { .skipped($0) }, to: .skipped(.elsewhere))
    } else {
      var address = newAddress(job, fingerprint, number, turn: 0, parent: parent)
      address.leftOut = .elsewhere
      entries.append(.address(address))
      leave(job, number)
    }
    shared?.found.append(SharedJob(job, fingerprint: fingerprint))
    return true
  }

  /// Adds the jobs of an origin that this node has the lease for; returns how many are new here.
  mutating func take(_ jobs: [SharedJob], at origin: Origin, token: Int) -> Int {
    let place = polite.index(of: origin)
    if shared?.leases[place]?.token != token {
      shared?.leases[place] = SharedWindow.Lease(token: token)
    }
    if !jobs.isEmpty { shared?.leases[place]?.isDry = false }
    var count = 0
    for job in jobs where take(job, at: place, token) { count += 1 }
    send()
    return count
  }

  private mutating func take(_ job: SharedJob, at place: Int, _ token: Int) -> Bool {
    let known = index.entry(job.fingerprint)
    let held = SharedWindow.Held(
      origin: place, fingerprint: job.fingerprint, token: token)
    if let known, known.leftOut == nil {
      // An answer that came twice has jobs that are here.
      guard shared?.held[known.number] == nil else { return false }
      if shared?.strays.removeValue(forKey: known.number) != nil {
        hold(known.number, held)
      } else {
        // It was done here, and the server does not know it any more.
        entries.append(.shared(SharedChange(lease: (place, token), done: job.fingerprint)))
      }
      return false
    }
    guard hasNumbers else { return false }
    let number = known?.number ?? newRecord()
    index.set(job.fingerprint, AddressIndex.Entry(number: number, leftOut: nil))
    let turn = known == nil ? number.rawValue : newNumber()
    let address = newAddress(
      job.job, job.fingerprint, number, turn: turn,
      parent: job.job.parent.flatMap { documentNumber(of: $0) })
    entries.append(known == nil ? .address(address) : .admitted(address))
    let wasCounted = shared?.uncounted.remove(number) == nil
    move(
      job.job.kind == .image,
      from: wasCounted ? (known?.leftOut).map { .skipped($0) } : nil,
      to: job.job.isProbe ? nil : .pending)
    unfinished += 1
    if job.job.kind != .image { documents.put() }
    hold(number, held)
    let ticket = Ticket(record: number, turn: turn)
    polite.enqueue(Assignment(job.job, job.request, ticket: ticket), at: place)
    return true
  }

  private mutating func hold(_ number: RecordNumber, _ held: SharedWindow.Held) {
    shared?.held[number] = held
    shared?.leases[held.origin]?.held += 1
  }

  /// Notes that a job is done, with what it found.
  mutating func noteShared(_ record: RecordNumber) {
    guard let found = shared?.found else { return }
    shared?.found = []
    guard let (held, token) = release(record) else {
      if !found.isEmpty { entries.append(.shared(SharedChange(found: found))) }
      return
    }
    entries.append(
      .shared(
        SharedChange(lease: (held.origin, token), done: held.fingerprint, found: found)))
  }

  /// Ends the hold of a job; `nil` if its lease was lost.
  private mutating func release(_ record: RecordNumber) -> (SharedWindow.Held, token: Int)? {
    shared?.strays[record] = nil
    guard let held = shared?.held.removeValue(forKey: record),
      let lease = shared?.leases[held.origin]
    else { return nil }
    shared?.leases[held.origin]?.held -= 1
    return (held, lease.token)
  }

  /// Whether a job that was handed out stays here for its next request.
  func keeps(_ assignment: Assignment, as request: Request) -> Bool {
    guard let shared, let record = assignment.ticket.record else { return true }
    guard let held = shared.held[record] else { return false }
    return polite.origin(at: held.origin) == request.target.origin
  }

  /// Gives a job that was handed out to the node that has the lease for its next request.
  ///
  /// - Returns: by how much the number of jobs changed.
  mutating func handOver(_ assignment: Assignment, as request: Request) -> Int {
    guard let record = assignment.ticket.record else { return 0 }
    let job = assignment.job
    let fingerprint = fingerprint(job.address, isImage: job.kind == .image)
    if let (held, token) = release(record) {
      let moved = SharedJob(job, request, fingerprint: fingerprint)
      entries.append(.shared(SharedChange(lease: (held.origin, token), handedOver: moved)))
    }
    park(assignment, record)
    taskDone(assignment, at: .now)
    return -1
  }

  /// Gives up the lease of an origin with everything that waits there; what is in flight goes on.
  ///
  /// - Returns: minus the number of jobs that are no longer here.
  mutating func drop(_ place: Int) -> Int {
    guard let shared, shared.leases[place] != nil else { return 0 }
    let waiting = polite.removeWaiting(at: place)
    for assignment in waiting {
      guard let record = assignment.ticket.record else { continue }
      self.shared?.held[record] = nil
      putBackRecords.remove(record)
      unfinished -= 1
      documents.done(assignment.job)
      park(assignment, record)
    }
    for (record, held) in shared.held where held.origin == place {
      self.shared?.held[record] = nil
      self.shared?.strays[record] = held
    }
    self.shared?.leases[place] = nil
    send()
    return -waiting.count
  }

  /// Gives up all leases; returns minus the number of jobs that are no longer here.
  mutating func dropAll() -> Int {
    var count = 0
    for place in shared?.leases.keys.sorted() ?? [] { count += drop(place) }
    return count
  }

  /// Notes whether any node has something left to do; returns by how much the number of jobs changed.
  mutating func noteShared(isOver: Bool) -> Int {
    guard let shared, shared.isOver != isOver else { return 0 }
    self.shared?.isOver = isOver
    return isOver ? -1 : 1
  }

  /// Records that a job is no longer here.
  private mutating func park(_ assignment: Assignment, _ record: RecordNumber) {
    let job = assignment.job
    let fingerprint = fingerprint(job.address, isImage: job.kind == .image)
    index.set(fingerprint, AddressIndex.Entry(number: record, leftOut: .elsewhere))
    entries.append(.elsewhere(record, laneKey(of: job), turn: assignment.ticket.turn))
    if job.isProbe {
      shared?.uncounted.insert(record)
    } else {
      move(job.kind == .image, from: .pending, to: .skipped(.elsewhere))
    }
  }

  /// Counts an address that was found here and is offered to all nodes.
  private mutating func leave(_ job: Job, _ record: RecordNumber) {
    if job.isProbe {
      shared?.uncounted.insert(record)
    } else {
      move(job.kind == .image, from: nil, to: .skipped(.elsewhere))
    }
  }

  // Nothing waits there.
  private var laneOfNothing: Lane.Key { Lane.Key(origin: 0, lane: Lane.documents) }
}
