import Addressing
import CrawlModel

/// The records of a crawl in memory: every address with its state, every reference from a document
/// to an image, and the books, which balance after each call.
struct Ledger: Sendable {
  /// So many places at which an image was found are kept for each image; a logo on a hundred
  /// thousand pages must not fill the memory.
  static let referencesKept = 1_000

  private(set) var images: [ManifestEntry] = []
  private(set) var pages: [PageEntry] = []
  private(set) var imageBooks = Tally()
  private(set) var pageBooks = Tally()
  private(set) var storedBytes = 0
  private var imageIndex: [ImageKey: Int] = [:]
  private var pageIndex: [WebAddress: Int] = [:]
  private var redirects: [WebAddress: WebAddress] = [:]
  /// Of each image the places whose link is not to be followed.
  private var nofollow: [Int: Set<Int>] = [:]

  /// Enters a job that was put; an address that a rule left out before is pending now, and as far
  /// from a seed as the way it came in.
  mutating func enter(_ job: Job) {
    // What the crawl itself looks for is discovered when it is there.
    guard !job.isAside else { return }
    if job.kind == .image {
      if let index = imageIndex[.address(job.address)] {
        images[index].depth = job.depth
        setImage(index, .pending, reason: nil, column: .pending)
      } else {
        addImage(
          ManifestEntry(key: .address(job.address), status: .pending, depth: job.depth), .pending)
      }
    } else if let index = pageIndex[job.address] {
      pages[index].depth = job.depth
      pages[index].parent = job.parent
      pages[index].trap = nil
      setPage(index, .pending, reason: nil, column: .pending)
    } else {
      addPage(
        PageEntry(
          address: job.address, kind: job.kind.linkKind, status: .pending, depth: job.depth,
          parent: job.parent), .pending)
    }
  }

  /// Records what a job brought to light.
  mutating func record(_ job: Job, _ findings: Findings) {
    if job.isAside, findings.outcome != .aside, pageIndex[job.address] == nil {
      addPage(
        PageEntry(
          address: job.address, kind: job.kind.linkKind, status: .pending, depth: job.depth,
          parent: job.parent), .pending)
    }
    for discovery in findings.discoveries { note(discovery, in: job, findings.outcome) }
    if job.kind == .image {
      recordImage(job, findings)
    } else {
      recordPage(job, findings)
    }
  }

  /// All that is said against taking an image.
  func optOuts(of image: ManifestEntry) -> [OptOut] {
    var optOuts = ImageOptOuts(image.optOuts)
    let barred = imageIndex[image.key].flatMap { nofollow[$0] } ?? []
    for (place, reference) in image.found.enumerated() {
      optOuts.add(
        page: reference.page, via: reference.via, isNofollow: barred.contains(place),
        said: pageIndex[reference.page].map { pages[$0].optOuts } ?? [])
    }
    return optOuts.all
  }

  /// Where the redirects of a page end.
  func finalAddress(of address: WebAddress) -> WebAddress? {
    guard var next = redirects[address] else { return nil }
    for _ in 0..<Redirects.followed {
      guard let further = redirects[next], further != address else { break }
      next = further
    }
    return next
  }

  private mutating func note(_ discovery: Discovery, in job: Job, _ outcome: Outcome) {
    let link = discovery.link
    switch discovery.verdict {
    case .skip(let reason): leaveOut(link, reason, discovery.note, foundBy: job, outcome)
    case .keep(let content, let isDuplicate): keep(link, content, isDuplicate, foundBy: job)
    case .follow: break
    }
    guard link.kind == .image, let index = imageIndex[link.key],
      images[index].found.count < Self.referencesKept
    else { return }
    // What a page link led to and turned out to be an image was found where that link is.
    let page = outcome == .skipped(.isImage) ? job.parent ?? job.address : job.address
    images[index].found.append(FoundReference(page: page, via: link.via, caption: link.caption))
    if link.isNofollow { nofollow[index, default: []].insert(images[index].found.count - 1) }
  }

  /// Enters an address that a rule left out, unless it is known already.
  private mutating func leaveOut(
    _ link: Link, _ reason: SkipReason, _ note: String?, foundBy job: Job, _ outcome: Outcome
  ) {
    if link.kind == .image {
      guard imageIndex[link.key] == nil else { return }
      addImage(
        ManifestEntry(
          key: link.key, status: .skipped, reason: .skipped(reason), depth: job.depth),
        .skipped(reason))
    } else {
      guard pageIndex[link.address] == nil else { return }
      // A redirect is no step away from the seed.
      let isStep = if case .redirected = outcome { false } else { link.kind == .page }
      var entry = PageEntry(
        address: link.address, kind: link.kind, status: .skipped, reason: .skipped(reason),
        depth: job.depth + (isStep ? 1 : 0), parent: job.address)
      entry.trap = note.flatMap(Trap.init)?.rule
      addPage(entry, .skipped(reason))
    }
  }

  /// Enters an image that stands in the document itself.
  private mutating func keep(
    _ link: Link, _ content: StoredContent, _ isDuplicate: Bool, foundBy job: Job
  ) {
    guard imageIndex[link.key] == nil else { return }
    addImage(
      ManifestEntry(
        key: link.key, status: isDuplicate ? .duplicate : .stored, depth: job.depth),
      isDuplicate ? .duplicate : .taken)
    describe(images.count - 1, content)
    if !isDuplicate { storedBytes += content.bytes }
  }

  private mutating func recordImage(_ job: Job, _ findings: Findings) {
    guard let index = imageIndex[.address(job.address)] else { return }
    images[index].optOuts = findings.optOuts
    if let response = findings.response {
      images[index].httpStatus = response.status
      images[index].contentType = response.contentType
      images[index].etag = response.etag
      images[index].lastModified = response.lastModified
      images[index].fetchedAt = response.fetchedAt
      images[index].bytes = response.bytes
      images[index].finalAddress = response.address == job.address ? nil : response.address
    }
    switch findings.outcome {
    case .stored(let content):
      describe(index, content)
      storedBytes += content.bytes
      setImage(index, .stored, reason: nil, column: .taken)
    case .duplicate(let content):
      describe(index, content)
      setImage(index, .duplicate, reason: nil, column: .duplicate)
    case .skipped(let reason):
      setImage(index, .skipped, reason: .skipped(reason), column: .skipped(reason))
    case .failed(let reason):
      setImage(index, .failed, reason: .failed(reason), column: .failed(reason))
    case .unchanged: setImage(index, .unchanged, reason: nil, column: .unchanged)
    case .gone: setImage(index, .gone, reason: nil, column: .gone)
    case .fetched, .redirected, .aside:
      preconditionFailure("an image cannot end as a document: \(job.address)")
    }
  }

  private mutating func describe(_ index: Int, _ content: StoredContent) {
    images[index].file = content.file
    images[index].sha256 = content.sha256
    images[index].bytes = content.bytes
    images[index].format = content.facts.format
    images[index].width = content.facts.width
    images[index].height = content.facts.height
  }

  private mutating func recordPage(_ job: Job, _ findings: Findings) {
    guard let index = pageIndex[job.address] else { return }
    if let kind = findings.kind { pages[index].kind = kind }
    pages[index].optOuts = findings.optOuts
    if let response = findings.response {
      pages[index].httpStatus = response.status
      pages[index].contentType = response.contentType
      pages[index].fetchedAt = response.fetchedAt
      pages[index].bytes = response.bytes
      pages[index].finalAddress = response.address == job.address ? nil : response.address
    }
    switch findings.outcome {
    case .fetched:
      pages[index].title = findings.title
      pages[index].links =
        findings.knownLinks + findings.discoveries.count { $0.link.kind != .image }
      pages[index].images = findings.discoveries.count { $0.link.kind == .image }
      setPage(index, .fetched, reason: nil, column: .taken)
    case .redirected(let address):
      redirects[job.address] = address
      setPage(index, .fetched, reason: nil, column: .taken)
      failLoop(through: job.address)
    case .skipped(let reason):
      pages[index].trap = findings.note.flatMap(Trap.init)?.rule
      setPage(index, .skipped, reason: .skipped(reason), column: .skipped(reason))
    case .failed(let reason):
      setPage(index, .failed, reason: .failed(reason), column: .failed(reason))
    case .unchanged: setPage(index, .unchanged, reason: nil, column: .unchanged)
    case .gone: setPage(index, .gone, reason: nil, column: .gone)
    case .aside: break
    case .stored, .duplicate:
      preconditionFailure("a document cannot end as an image: \(job.address)")
    }
  }

  /// Fails every page of a circle of redirects once its last part is known, so that it does not
  /// matter at which of them the crawl came in.
  private mutating func failLoop(through start: WebAddress) {
    var circle = [start]
    while let next = redirects[circle[circle.count - 1]], next != start {
      guard circle.count <= Redirects.followed else { return }
      circle.append(next)
    }
    guard redirects[circle[circle.count - 1]] == start else { return }
    for address in circle {
      guard let index = pageIndex[address] else { continue }
      setPage(index, .failed, reason: .failed(.redirectLoop), column: .failed(.redirectLoop))
    }
  }

  private mutating func addImage(_ entry: ManifestEntry, _ column: Tally.Column) {
    imageIndex[entry.key] = images.count
    images.append(entry)
    imageBooks.discover(as: column)
  }

  private mutating func addPage(_ entry: PageEntry, _ column: Tally.Column) {
    pageIndex[entry.address] = pages.count
    pages.append(entry)
    pageBooks.discover(as: column)
  }

  private mutating func setImage(
    _ index: Int, _ status: ImageStatus, reason: Reason?, column: Tally.Column
  ) {
    imageBooks.move(from: images[index].column, to: column)
    images[index].status = status
    images[index].reason = reason
  }

  private mutating func setPage(
    _ index: Int, _ status: PageStatus, reason: Reason?, column: Tally.Column
  ) {
    pageBooks.move(from: pages[index].column, to: column)
    pages[index].status = status
    pages[index].reason = reason
  }
}

extension ManifestEntry {
  /// The column of the books that the entry stands in.
  var column: Tally.Column {
    switch (status, reason) {
    case (.stored, _): .taken
    case (.duplicate, _): .duplicate
    case (.unchanged, _): .unchanged
    case (.gone, _): .gone
    case (.skipped, .skipped(let reason)?): .skipped(reason)
    case (.failed, .failed(let reason)?): .failed(reason)
    default: .pending
    }
  }
}

extension PageEntry {
  /// The column of the books that the entry stands in.
  var column: Tally.Column {
    switch (status, reason) {
    case (.fetched, _): .taken
    case (.unchanged, _): .unchanged
    case (.gone, _): .gone
    case (.skipped, .skipped(let reason)?): .skipped(reason)
    case (.failed, .failed(let reason)?): .failed(reason)
    default: .pending
    }
  }
}
