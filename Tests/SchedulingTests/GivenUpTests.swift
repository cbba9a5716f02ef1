import Addressing
import CrawlModel
import Testing
import Threads

@testable import Scheduling

/// Queues that are given up because their host gives no good answer, with most jobs in the backlog.
@Suite(.timeLimit(.minutes(30)))
struct GivenUpTests {
  private static let jobs = 3_000

  private static var politeness: Politeness {
    var politeness = Politeness(transfersPerOrigin: 4)
    politeness.firstRest = .milliseconds(1)
    politeness.patience = .zero
    return politeness
  }

  private func images(at host: String, _ count: Int) throws -> [Job] {
    try (0..<count).map { number in
      Job(address: try WebAddress("http://\(host)/\(number).png"), kind: .image)
    }
  }

  /// Lets every request fail; returns the first assignment that is refused.
  private func failAll(
    _ frontier: WindowedFrontier, _ reaction: ServerSign.Reaction
  ) throws -> Assignment {
    while true {
      let assignment = try #require(try frontier.get(for: WorkerID(0)))
      if assignment.refusal != nil { return assignment }
      frontier.released(assignment, ServerSign(reaction: reaction), by: WorkerID(0))
      try frontier.putBack(assignment, as: assignment.request, after: .zero, because: nil)
    }
  }

  private func finish(_ refused: Assignment, _ frontier: WindowedFrontier) throws {
    frontier.released(refused, nil, by: WorkerID(0))
    try frontier.done(refused, try #require(refused.refusal).findings)
  }

  @Test(arguments: [
    (ServerSign.Reaction.unanswered(.timedOut), FailureReason.unresponsive),
    (.unanswered(.unreachable), .unresponsive), (.unanswered(.unresolved), .dns),
    (.overloaded(asking: nil), .overloaded),
  ])
  func `each address of a queue that is given up has its reason`(
    reaction: ServerSign.Reaction, reason: FailureReason
  ) throws {
    let frontier = try WindowedFrontier.inMemory(Self.politeness)
    try frontier.put(images(at: "a.test", Self.jobs))
    try finish(failAll(frontier, reaction), frontier)
    for _ in 1..<Self.jobs {
      let refused = try #require(try frontier.get(for: WorkerID(0)))
      #expect(refused.refusal?.reason == .failed(reason))
      try finish(refused, frontier)
    }
    try frontier.join()
    Clerk(frontier).audit()
    #expect(frontier.counts.images.failed == [reason: Self.jobs])
    #expect(frontier.hostStatistics.first?.requests ?? 0 < 20)
  }

  @Test func `a process that ends while it gives up loses nothing, and a resume asks again`()
    throws
  {
    let before = try JournalFolder()
    let frontier = try before.open(.crawl, Self.politeness)
    try frontier.put(images(at: "a.test", Self.jobs))
    try finish(failAll(frontier, .unanswered(.unreachable)), frontier)
    for _ in 1..<700 { try finish(#require(try frontier.get(for: WorkerID(0))), frontier) }
    Clerk(frontier).audit()
    #expect(frontier.counts.images.failed == [.unresponsive: 700])
    let after = try before.dying(frontier).open(.resume, Self.politeness)
    for _ in 0..<Self.jobs {
      let assignment = try #require(try after.get(for: WorkerID(0)))
      #expect(assignment.refusal == nil)
      after.released(assignment, ServerSign(), by: WorkerID(0))
      try after.done(assignment, Findings(outcome: .failed(.notAnImage)))
    }
    try after.join()
    Clerk(after).audit()
    #expect(after.counts.images.failed == [.notAnImage: Self.jobs])
  }

  @Test func `other hosts go on, and jobs in the backlog are waited for`() throws {
    let frontier = try WindowedFrontier.inMemory(Self.politeness)
    try frontier.put(images(at: "a.test", 20) + images(at: "b.test", Self.jobs))
    var answered = 0
    var refused = 0
    while answered + refused < Self.jobs + 20 {
      let assignment = try #require(try frontier.get(for: WorkerID(0)))
      if assignment.refusal != nil {
        #expect(answered == Self.jobs, "nothing is given up before all others are done")
        refused += 1
        try finish(assignment, frontier)
      } else if assignment.address.host == "b.test" {
        answered += 1
        try frontier.finish(assignment, Findings(outcome: .failed(.notAnImage)))
      } else {
        let sign = ServerSign(reaction: .unanswered(.timedOut))
        frontier.released(assignment, sign, by: WorkerID(0))
        try frontier.putBack(assignment, as: assignment.request, after: .zero, because: nil)
      }
    }
    #expect(refused == 20)
  }

  @Test func `whether an origin has answered is known after a restart`() throws {
    let before = try JournalFolder()
    let frontier = try before.open()
    try frontier.put(images(at: "a.test", 2) + images(at: "b.test", 2))
    for _ in 0..<4 {
      let assignment = try #require(try frontier.get(for: WorkerID(0)))
      let answers = assignment.address.host == "a.test"
      let sign = ServerSign(reaction: answers ? .answered : .unanswered(.unreachable))
      frontier.released(assignment, sign, by: WorkerID(0))
      try frontier.putBack(
        assignment, as: assignment.request, after: answers ? .seconds(60) : .zero, because: nil)
    }
    let awaited = try #require(frontier.counts.awaited)
    #expect(awaited.host == "http://b.test" && awaited.isSilent)
    frontier.close()
    try frontier.finish()
    let hosts = try Journal(before.path).hosts(atMost: 2)
    #expect(hosts.filter(\.isSilent).map(\.host) == ["http://b.test"])
    let after = try before.open(.resume)
    let answered = Set(after.hostStatistics.filter(\.hasAnswered).map(\.host))
    #expect(answered == ["http://a.test"])
  }
}
