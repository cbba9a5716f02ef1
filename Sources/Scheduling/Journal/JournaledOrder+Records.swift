import Addressing
import CrawlModel

/// What a job brought to light, put into the books and the log.
extension JournaledOrder {
  /// Takes in a job; `false` when it was put before.
  mutating func admit(_ job: Job, _ fingerprint: UInt64, parent: Int) -> Bool {
    let known = index.entry(fingerprint)
    if let known, known.leftOut == nil { return false }
    // What one page does not want taken is not taken because another says nothing about it.
    if job.kind == .image, known?.leftOut == .optOut { return false }
    let number = known?.number ?? newNumber()
    index.set(fingerprint, AddressIndex.Entry(number: number, leftOut: nil))
    var job = job
    job.record = number
    // Whoever was left out at first stands in line behind all that are there.
    job.turn = known == nil ? number : newNumber()
    let lane = Lane.Key(origin: originNumber(of: job.address), lane: laneNumber(of: job))
    let address = NewAddress(
      number: number, fingerprint: fingerprint, key: .address(job.address), kind: job.kind,
      depth: job.depth, hops: job.hops, parent: parent, via: job.via, lane: lane,
      turn: job.turn)
    entries.append(known == nil ? .address(address) : .admitted(address))
    // What the crawl itself looks for is discovered when it is there.
    if !job.isAside {
      move(job.kind == .image, from: (known?.leftOut).map { .skipped($0) }, to: .pending)
    }
    enqueue(job, in: lane)
    return true
  }

  /// Takes in all that a job brought to light; answers how many discoveries were new jobs.
  mutating func record(_ job: Job, _ findings: Findings, _ fingerprints: [UInt64]) -> Int {
    var fresh = 0
    var links = 0
    var images = 0
    for (discovery, fingerprint) in zip(findings.discoveries, fingerprints) {
      if discovery.link.kind == .image { images += 1 } else { links += 1 }
      if note(discovery, fingerprint, in: job, findings.outcome) { fresh += 1 }
    }
    end(job, findings, links: links + findings.knownLinks, images: images)
    return fresh
  }

  private mutating func note(
    _ discovery: Discovery, _ fingerprint: UInt64, in job: Job, _ outcome: Outcome
  ) -> Bool {
    let link = discovery.link
    var isNew = false
    switch discovery.verdict {
    case .follow(let successor):
      isNew = admit(successor, fingerprint, parent: parentNumber(of: successor, foundBy: job))
    case .skip(let reason):
      leaveOut(link, reason, discovery.note, fingerprint, foundBy: job, outcome)
    case .keep(let content, let isDuplicate):
      keep(link, content, isDuplicate, fingerprint, foundBy: job)
    }
    guard link.kind == .image, let image = index.entry(fingerprint)?.number else { return isNew }
    // What a page link led to and turned out to be an image was found where that link is.
    var page = job.record
    if outcome == .skipped(.isImage), let parent = job.parent {
      page = documentNumber(of: parent) ?? page
    }
    entries.append(
      .reference(
        image: image, page: page, source: page == job.record ? nil : job.record, link.via,
        link.caption, isNofollow: link.isNofollow))
    return isNew
  }

  /// Enters an image that stands in the document itself: found and done at once.
  private mutating func keep(
    _ link: Link, _ content: StoredContent, _ isDuplicate: Bool, _ fingerprint: UInt64,
    foundBy job: Job
  ) {
    guard index.entry(fingerprint) == nil else { return }
    let number = newNumber()
    index.set(fingerprint, AddressIndex.Entry(number: number, leftOut: nil))
    let lane = Lane.Key(origin: originNumber(of: job.address), lane: Lane.images)
    entries.append(
      .address(
        NewAddress(
          number: number, fingerprint: fingerprint, key: link.key, kind: .image,
          depth: job.depth, hops: 0, parent: job.record, via: link.via, lane: lane,
          turn: number)))
    let column: Tally.Column = isDuplicate ? .duplicate : .taken
    entries.append(
      .result(
        JournalResult(
          number: number, isImage: true, lane: lane, turn: number, column: column,
          outcome: isDuplicate ? .duplicate(content) : .stored(content))))
    move(true, from: nil, to: column, bytes: isDuplicate ? 0 : content.bytes)
  }

  /// Enters an address that a rule left out, unless it is known already.
  private mutating func leaveOut(
    _ link: Link, _ reason: SkipReason, _ note: String?, _ fingerprint: UInt64, foundBy job: Job,
    _ outcome: Outcome
  ) {
    if let known = index.entry(fingerprint) {
      if reason == .optOut, link.kind == .image, link.inline == nil, known.leftOut != .optOut {
        polite.object(to: link.address)
      }
      return
    }
    let number = newNumber()
    index.set(fingerprint, AddressIndex.Entry(number: number, leftOut: reason))
    let kind = Job.Kind(link.kind)
    // A redirect is no step away from the seed.
    let isStep = if case .redirected = outcome { false } else { link.kind == .page }
    let lane = Lane.Key(
      origin: originNumber(of: link.address), lane: kind == .image ? Lane.images : Lane.documents)
    entries.append(
      .address(
        NewAddress(
          number: number, fingerprint: fingerprint, key: link.key, kind: kind,
          depth: job.depth + (isStep ? 1 : 0), hops: 0, parent: job.record, via: link.via,
          lane: lane, leftOut: reason, note: note)))
    move(kind == .image, from: nil, to: .skipped(reason))
  }

  private mutating func end(_ job: Job, _ findings: Findings, links: Int, images: Int) {
    let isImage = job.kind == .image
    // What the crawl itself looked for is discovered now, if it is there.
    let old = job.earlier?.column ?? (job.isAside ? nil : .pending)
    let column = Self.column(after: findings.outcome, from: old ?? .pending)
    var result = JournalResult(
      number: job.record, isImage: isImage, lane: laneKey(of: job), turn: job.turn, column: column,
      outcome: findings.outcome, response: findings.response, earlier: job.earlier,
      title: findings.title)
    if let address = findings.response?.address, address != job.address {
      result.finalAddress = address
    }
    var circle: [Int] = []
    switch findings.outcome {
    case .fetched:
      result.links = links
      result.images = images
    case .redirected(let target):
      if let number = documentNumber(of: target) {
        result.redirect = number
        circle = redirects.add(job.record, to: number)
      }
    case .stored(let content), .duplicate(let content):
      // The file of the old content stays, and has a line of its own.
      if let before = job.earlier?.content, before.sha256 != content.sha256 {
        move(true, from: nil, to: .gone)
      }
    case .unchanged, .gone, .skipped, .failed, .aside: break
    }
    result.kind = findings.kind
    result.note = findings.note
    result.optOuts = findings.optOuts
    entries.append(.result(result))
    guard findings.outcome != .aside else { return }
    var bytes = 0
    // A file that was lost and is there again was counted before.
    if case .stored(let content) = findings.outcome,
      content.sha256 != job.earlier?.content?.sha256
    {
      bytes = content.bytes
    }
    move(isImage, from: old, to: column, bytes: bytes)
    for number in circle {
      entries.append(.circle(number: number))
      move(false, from: .taken, to: .failed(.redirectLoop))
    }
  }

  /// The column of an address after a job has ended.
  static func column(after outcome: Outcome, from old: Tally.Column) -> Tally.Column {
    switch outcome {
    case .fetched, .redirected, .stored: return .taken
    case .duplicate: return .duplicate
    case .gone: return .gone
    case .aside: return .pending
    case .skipped(let reason): return .skipped(reason)
    case .failed(let reason): return .failed(reason)
    case .unchanged:
      // What a rule left out by its content is still left out.
      if case .skipped = old { return old }
      return .unchanged
    }
  }

  private mutating func move(
    _ isImage: Bool, from: Tally.Column?, to: Tally.Column, bytes: Int = 0
  ) {
    guard from != to || bytes != 0 else { return }
    let move = Books.Move(isImage: isImage, from: from, to: to, bytes: bytes)
    books.apply(move)
    moves.append(move)
  }

  private mutating func newNumber() -> Int {
    lastNumber += 1
    return lastNumber
  }

  private mutating func originNumber(of address: WebAddress) -> Int {
    polite.index(of: address.origin)
  }

  private func parentNumber(of successor: Job, foundBy job: Job) -> Int {
    guard let parent = successor.parent else { return 0 }
    if parent == job.address, job.kind != .image { return job.record }
    return documentNumber(of: parent) ?? 0
  }

  private func documentNumber(of address: WebAddress) -> Int? {
    index.entry(fingerprint(address, isImage: false))?.number
  }
}
