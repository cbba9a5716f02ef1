import Addressing
import CrawlModel
import Scheduling
import Testing

/// Pages level by level, across restarts.
@Suite(.timeLimit(.minutes(30)))
struct RestartLevelTests {
  private let before: JournalFolder

  init() throws { before = try JournalFolder() }

  private func work(_ clerk: Clerk, _ path: String, leadingTo targets: [String] = []) throws {
    let job = try #require(try clerk.frontier.get(for: clerk.worker))
    #expect(job.address.text == "http://a.test/" + path)
    try clerk.frontier.finish(
      job,
      Findings(
        outcome: .fetched,
        discoveries: targets.map { try Clerk.follow(.page, "http://a.test/" + $0, from: job) }))
    clerk.audit()
  }

  @Test func `the level that was open is finished before the next one begins`() throws {
    let frontier = try before.open(levelByLevel: true)
    let clerk = Clerk(frontier)
    try clerk.seed("http://a.test/")
    try work(clerk, "", leadingTo: ["1", "2", "3"])
    try work(clerk, "1", leadingTo: ["1/1", "1/2"])
    let after = Clerk(try before.dying(frontier).open(.resume, levelByLevel: true))
    try work(after, "2", leadingTo: ["2/1"])
    #expect(try after.take().address.text == "http://a.test/3", "nothing of the next level comes")
    #expect(try after.frontier.poll(1, for: after.worker).assignments.isEmpty)
  }

  @Test func `every level comes whole, also over many restarts`() throws {
    var place = before
    var frontier = try place.open(levelByLevel: true)
    var clerk = Clerk(frontier)
    try clerk.seed("http://a.test/")
    var depths: [Int] = []
    var next = 1
    while let job = frontier.counts.waiting > 0 ? try frontier.get(for: clerk.worker) : nil {
      depths.append(job.job.depth)
      var found: [Discovery] = []
      if job.job.depth < 4 {
        for _ in 0..<3 {
          found.append(try Clerk.follow(.page, "http://a.test/\(next)", from: job))
          next += 1
        }
      }
      try frontier.finish(job, Findings(outcome: .fetched, discoveries: found))
      clerk.audit()
      guard depths.count.isMultiple(of: 10) else { continue }
      place = try place.dying(frontier)
      frontier = try place.open(.resume, levelByLevel: true)
      clerk = Clerk(frontier)
    }
    #expect(depths == depths.sorted())
    #expect(depths.count == 1 + 3 + 9 + 27 + 81)
    try frontier.join()
    withExtendedLifetime(place) {}
  }
}
