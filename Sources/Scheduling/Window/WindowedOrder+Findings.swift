import Addressing
import CrawlModel

/// Applies a job's findings to the counts and the log.
extension WindowedOrder {
  /// Inserts a job; returns `false` if this address was already queued for the same kind.
  mutating func admit(_ job: Job, _ fingerprint: UInt64, parent: RecordNumber?) -> Bool {
    if shared != nil { return offer(job, fingerprint, parent: parent) }
    let known = index.entry(fingerprint)
    if let known, known.leftOut == nil { return false }
    // An opt-out on one page holds even if other pages do not repeat it.
    if job.kind == .image, known?.leftOut == .optOut { return false }
    guard hasNumbers else { return false }
    let number = known?.number ?? newRecord()
    index.set(fingerprint, AddressIndex.Entry(number: number, leftOut: nil))
    // An address that was first left out comes after everything that waits.
    let turn = known == nil ? number.rawValue : newNumber()
    let address = newAddress(job, fingerprint, number, turn: turn, parent: parent)
    entries.append(known == nil ? .address(address) : .admitted(address))
    // The target of a probe counts as discovered only once it is found.
    if !job.isProbe {
      move(job.kind == .image, from: (known?.leftOut).map { .skipped($0) }, to: .pending)
    }
    enqueue(
      Assignment(job, Request(job), ticket: Ticket(record: number, turn: turn)), in: address.lane)
    return true
  }

  /// The record of an address that a job was found for.
  mutating func newAddress(
    _ job: Job, _ fingerprint: UInt64, _ number: RecordNumber, turn: Int, parent: RecordNumber?
  ) -> NewAddress {
    NewAddress(
      number: number, fingerprint: fingerprint, depth: job.depth, hops: job.hops, turn: turn,
      parent: parent, kind: job.kind, referrerPolicy: job.referrerPolicy,
      lane: Lane.Key(origin: originNumber(of: job.address.origin), lane: laneNumber(of: job)),
      via: job.via, key: .address(job.address))
  }

  /// Applies everything that a job found.
  ///
  /// - Returns: how many discoveries were new jobs, and which addresses got an outcome besides that
  ///   of the job.
  mutating func record(
    _ assignment: Assignment, _ findings: Findings, _ fingerprints: [UInt64]
  ) -> (fresh: Int, settled: SettledAddresses) {
    guard let record = assignment.ticket.record else {
      preconditionFailure("\(assignment.job.address) is no job of the crawl; report its result")
    }
    let source = Source(job: assignment.job, record: record)
    if findings.discoveries.count >= BacklogLog.eager {
      // An origin, an address and a reference each: growing would take twice as much for a moment, and
      // memory that is not used is never touched.
      entries.reserveCapacity(3 * findings.discoveries.count + BacklogLog.most)
    }
    var fresh = 0
    var links = 0
    var images = 0
    var settled = SettledAddresses()
    for (index, discovery) in findings.discoveries.enumerated() {
      if discovery.link.kind == .image { images += 1 } else { links += 1 }
      let news = note(discovery, fingerprints[index], in: source, findings.outcome)
      switch news {
      case .job: fresh += 1
      case .outcome(let depth): settled.links.append((index, depth))
      case nil: break
      }
    }
    if let answer = findings.policy { entries.append(.policy(answer)) }
    settled.inLoop = end(
      assignment, record, findings, links: links + findings.knownLinks, images: images)
    noteShared(record)
    // What was offered to all nodes does not wait here.
    return (shared == nil ? fresh : 0, settled)
  }

  /// The job that found something, with the number of its record.
  private struct Source {
    let job: Job
    let record: RecordNumber
  }

  /// What was new about a discovery.
  private enum News {
    /// It is a new job.
    case job
    /// It got its outcome at once, at this depth.
    case outcome(depth: Int)
  }

  private mutating func note(
    _ discovery: Discovery, _ fingerprint: UInt64, in source: Source, _ outcome: Outcome
  ) -> News? {
    let link = discovery.link
    var news: News?
    switch discovery.verdict {
    case .follow(let successor):
      let parent = parentNumber(of: successor, foundBy: source)
      if admit(successor, fingerprint, parent: parent) { news = .job }
    case .skip(let reason):
      news = leaveOut(link, reason, discovery, fingerprint, foundBy: source, outcome)
    case .keep(let content, let isDuplicate):
      news = enter(
        link, as: isDuplicate ? .duplicate(content) : .stored(content), fingerprint,
        foundBy: source)
    case .fail(let reason):
      news = enter(link, as: .failed(reason), fingerprint, foundBy: source)
    }
    guard link.kind == .image, let image = index.entry(fingerprint)?.number else { return news }
    // For a page link that turned out to be an image, the referring page is the one with the link.
    var page = source.record
    if outcome == .skipped(.isImage), let parent = source.job.parent {
      page = documentNumber(of: parent) ?? page
    }
    entries.append(
      .reference(
        image: image, page: page, source: page == source.record ? nil : source.record, link.via,
        link.caption, isNofollow: link.isNofollow))
    return news
  }

  /// Records an image that is embedded in the document itself: found and done in one step.
  private mutating func enter(
    _ link: Link, as outcome: Outcome, _ fingerprint: UInt64, foundBy source: Source
  ) -> News? {
    // An image that was skipped because of a limit is stored when a later run has room.
    let known = index.entry(fingerprint)
    guard known == nil || known?.leftOut == .limit, hasNumbers else { return nil }
    let number = known?.number ?? newRecord()
    index.set(fingerprint, AddressIndex.Entry(number: number, leftOut: nil))
    let lane = Lane.Key(origin: originNumber(of: source.job.address.origin), lane: Lane.images)
    let address = NewAddress(
      number: number, fingerprint: fingerprint, depth: source.job.depth, turn: number.rawValue,
      parent: source.record, kind: .image, lane: lane, via: link.via, key: link.key)
    entries.append(known == nil ? .address(address) : .admitted(address))
    let column = Self.column(after: outcome, from: .pending)
    entries.append(
      .result(
        BacklogResult(
          number: number, isImage: true, lane: lane, turn: number.rawValue, column: column,
          outcome: outcome)))
    var bytes = 0
    if case .stored(let content) = outcome { bytes = content.bytes }
    move(true, from: (known?.leftOut).map { .skipped($0) }, to: column, bytes: bytes)
    run.add(outcome, isImage: true)
    return .outcome(depth: source.job.depth)
  }

  /// Records an address that a rule left out, unless it is known already.
  private mutating func leaveOut(
    _ link: Link, _ reason: SkipReason, _ discovery: Discovery, _ fingerprint: UInt64,
    foundBy source: Source,
    _ outcome: Outcome
  ) -> News? {
    if let known = index.entry(fingerprint) {
      if reason == .optOut, link.kind == .image, link.inline == nil, known.leftOut != .optOut {
        polite.object(to: link.address)
      }
      return nil
    }
    guard hasNumbers else { return nil }
    let number = newRecord()
    index.set(fingerprint, AddressIndex.Entry(number: number, leftOut: reason))
    let kind = Job.Kind(link.kind)
    // A redirect does not increase the distance from the seed.
    let isStep = if case .redirected = outcome { false } else { link.kind == .page }
    let depth = source.job.depth + (isStep ? 1 : 0)
    let lane = Lane.Key(
      origin: originNumber(of: link.address.origin),
      lane: kind == .image ? Lane.images : Lane.documents)
    entries.append(
      .address(
        NewAddress(
          number: number, fingerprint: fingerprint, depth: depth, parent: source.record,
          kind: kind, leftOut: reason, lane: lane, via: link.via, key: link.key)))
    if let trap = discovery.trap { entries.append(.trap(number, trap)) }
    move(kind == .image, from: nil, to: .skipped(reason))
    return .outcome(depth: depth)
  }

  /// Records the outcome of a job; returns the documents whose redirects turned out to form a loop.
  private mutating func end(
    _ assignment: Assignment, _ record: RecordNumber, _ findings: Findings, links: Int, images: Int
  ) -> [RecordNumber] {
    let (job, earlier) = (assignment.job, assignment.request.earlier)
    let isImage = job.kind == .image
    // The target of a probe counts as discovered now, if it was found.
    let old = earlier?.column ?? (job.isProbe ? nil : .pending)
    let column = Self.column(
      after: findings.outcome, from: old ?? .pending,
      isConfirmed: findings.response?.status == 304)
    var result = BacklogResult(
      number: record, isImage: isImage, lane: laneKey(of: job), turn: assignment.ticket.turn,
      column: column, outcome: findings.outcome, response: findings.response, earlier: earlier,
      title: findings.title)
    if let address = findings.response?.address, address != job.address {
      result.finalAddress = address
    }
    var loop: [RecordNumber] = []
    switch findings.outcome {
    case .fetched:
      result.links = links
      result.images = images
    case .redirected(let target):
      if let number = documentNumber(of: target) {
        result.redirect = number
        loop = redirects.add(record, to: number)
      }
    case .stored(let content), .duplicate(let content):
      // The file of the old content stays, and has its own row.
      if let before = earlier?.content, before.sha256 != content.sha256 {
        move(true, from: nil, to: .gone)
      }
    case .unchanged, .gone, .skipped, .failed, .aside: break
    }
    result.language = findings.language
    result.kind = findings.kind
    result.isFilledByScripts = findings.isFilledByScripts
    result.note = findings.note
    result.trap = findings.trap
    result.optOuts = findings.optOuts
    result.token = shared?.token(of: record)
    entries.append(.result(result))
    run.add(
      findings.outcome, isImage: isImage, earlier: earlier?.content,
      hadWaited: assignment.ticket.turn <= lastTurnAtStart)
    guard findings.outcome != .aside else { return [] }
    var bytes = 0
    // A file that was lost and is now restored was already counted.
    if case .stored(let content) = findings.outcome,
      content.sha256 != earlier?.content?.sha256
    {
      bytes = content.bytes
    }
    move(isImage, from: old, to: column, bytes: bytes)
    for number in loop {
      entries.append(.redirectLoop(number))
      move(false, from: .taken, to: .failed(.redirectLoop))
    }
    run.failed += loop.count
    return loop
  }

  /// The state of an address after a job has ended.
  ///
  /// - Parameters:
  ///   - outcome: how the job ended.
  ///   - old: the state before.
  ///   - isConfirmed: whether the server only said that nothing has changed since its last response.
  /// - Returns: the new state.
  static func column(
    after outcome: Outcome, from old: Tally.Column, isConfirmed: Bool = false
  ) -> Tally.Column {
    switch outcome {
    case .fetched, .redirected, .stored: return .taken
    case .duplicate: return .duplicate
    case .gone: return .gone
    case .aside: return .pending
    case .skipped(let reason): return .skipped(reason)
    case .failed(let reason): return .failed(reason)
    case .unchanged:
      // If its last response was left out by its content, it stays left out.
      if isConfirmed, case .skipped = old { return old }
      return .unchanged
    }
  }

  mutating func move(
    _ isImage: Bool, from: Tally.Column?, to: Tally.Column?, bytes: Int = 0
  ) {
    guard from != to || bytes != 0 else { return }
    let move = CrawlCounts.Move(isImage: isImage, from: from, to: to, bytes: bytes)
    counts.apply(move)
    moves.append(move)
  }

  mutating func newRecord() -> RecordNumber { RecordNumber(rawValue: newNumber()) }

  mutating func newNumber() -> Int {
    lastNumber += 1
    return lastNumber
  }

  private func parentNumber(of successor: Job, foundBy source: Source) -> RecordNumber? {
    guard let parent = successor.parent else { return nil }
    if parent == source.job.address, source.job.kind != .image { return source.record }
    return documentNumber(of: parent)
  }

  func documentNumber(of address: WebAddress) -> RecordNumber? {
    index.entry(fingerprint(address, isImage: false))?.number
  }
}
