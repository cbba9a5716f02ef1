import Addressing
import CrawlModel
import Testing
import Threads

@testable import Scheduling

/// Acts as one worker of a frontier and checks after each step that the counts add up.
struct Clerk {
  let frontier: any Frontier & CrawlRecords
  var worker = WorkerID(0)

  init(_ frontier: any Frontier & CrawlRecords) { self.frontier = frontier }

  /// A link to follow, as a discovery of `job`.
  static func follow(
    _ kind: Link.Kind, _ address: String, from source: Assignment,
    via: Via = Via("a[href]", .hyperlink),
    alt: String? = nil
  ) throws -> Discovery {
    let job = source.job
    let address = try WebAddress(address)
    let kindOfJob: Job.Kind = kind == .image ? .image : kind == .stylesheet ? .stylesheet : .page
    let depth = job.depth + (kind == .page ? 1 : 0)
    return Discovery(
      link: Link(kind: kind, address: address, via: via, caption: Caption(alt: alt)),
      verdict: .follow(
        Job(address: address, kind: kindOfJob, depth: depth, parent: job.address, via: via)))
  }

  /// A link to skip, as a discovery.
  static func skip(
    _ kind: Link.Kind, _ address: String, _ reason: SkipReason,
    via: Via = Via("a[href]", .hyperlink)
  ) throws -> Discovery {
    Discovery(
      link: Link(kind: kind, address: try WebAddress(address), via: via), verdict: .skip(reason))
  }

  static func content(_ name: String, bytes: Int = 10) -> StoredContent {
    let digits = String(Fingerprint(name).value, radix: 16)
    return StoredContent(
      file: "images/\(name)", sha256: String(repeating: "0", count: 64 - digits.count) + digits,
      bytes: bytes, facts: ImageFacts(format: .png, width: 3, height: 2))
  }

  @discardableResult
  func seed(_ addresses: String...) throws -> Int {
    defer { audit() }
    return try frontier.put(
      addresses.map { Job(address: try WebAddress($0), kind: .page) })
  }

  /// Returns the next job; fails if none is available without waiting.
  func take() throws -> Assignment {
    let job = try #require(try frontier.poll(1, for: worker).assignments.first)
    audit()
    return job
  }

  /// Returns the next job, and waits for it; several nodes agree on who gets one.
  func get() throws -> Assignment {
    let job = try #require(try frontier.get(for: worker))
    audit()
    return job
  }

  /// Polls jobs until the one for this address comes; puts the others back.
  func take(_ address: String) throws -> Assignment {
    var others: [Assignment] = []
    defer { audit() }
    while let job = try frontier.poll(1, for: worker).assignments.first {
      if job.address.text == address {
        for other in others { try frontier.giveBack(other) }
        return job
      }
      others.append(job)
    }
    throw Missing(address: address)
  }

  struct Missing: Error {
    let address: String
  }

  func finish(
    _ assignment: Assignment, _ outcome: Outcome = .fetched, _ discoveries: Discovery...
  ) throws {
    try done(assignment, Findings(outcome: outcome, discoveries: discoveries))
  }

  /// Ends the transfer of a job, and the job.
  func done(_ assignment: Assignment, _ findings: Findings) throws {
    try frontier.finish(assignment, findings)
    audit()
  }

  func audit() {
    let counts = frontier.counts
    #expect(counts.images.isBalanced, "\(counts.images)")
    #expect(counts.pages.isBalanced, "\(counts.pages)")
    guard let journaled = frontier as? WindowedFrontier else { return }
    do {
      try journaled.flush()
      let shared = journaled.backlog as? SharedBacklog
      guard let backlog = shared?.journal ?? journaled.backlog as? JournalBacklog else { return }
      let audit = try backlog.journal.audit()
      #expect(audit.kept == audit.counted, "the counts are those of the records")
      // Jobs come from a server at any time.
      guard shared == nil else { return }
      #expect(audit.kept.images == counts.images && audit.kept.pages == counts.pages)
    } catch {
      Issue.record(error)
    }
  }

  var images: [ManifestEntry] {
    get throws {
      let read = try frontier.imageEntries()
      var entries: [ManifestEntry] = []
      while let entry = try read() { entries.append(entry) }
      return entries
    }
  }

  var pages: [PageEntry] {
    get throws {
      let read = try frontier.pageEntries()
      var entries: [PageEntry] = []
      while let entry = try read() { entries.append(entry) }
      return entries
    }
  }
}

extension Frontier {
  /// Ends the transfer of a job, and the job.
  func finish(_ assignment: Assignment, _ findings: Findings) throws {
    try released(assignment, nil, by: .anybody)
    try done(assignment, findings)
  }

  /// Ends the transfer of a job, which then waits as `request`.
  func giveBack(
    _ assignment: Assignment, as request: Request? = nil, after pause: Duration = .zero,
    because attempt: Attempt? = nil
  ) throws {
    try released(assignment, nil, by: .anybody)
    try putBack(
      assignment, as: request ?? assignment.request, after: pause, because: attempt)
  }

  /// Ends the transfer of a job by a response that asks for a rest; the job waits again.
  func refuse(_ assignment: Assignment, asking pause: Duration) throws {
    try released(assignment, ServerSign(reaction: .overloaded(asking: pause)), by: .anybody)
    try putBack(assignment, as: assignment.request, after: .zero, because: nil)
  }
}

extension Assignment {
  var address: WebAddress { job.address }
  var kind: Job.Kind { job.kind }
  var target: WebAddress { request.target }
}
