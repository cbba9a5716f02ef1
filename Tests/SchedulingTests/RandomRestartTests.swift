import Addressing
import CrawlModel
import Scheduling
import TestSupport
import Testing
import Threads

/// Random work with random restarts, compared with two sets.
@Suite(.timeLimit(.minutes(30)))
struct RandomRestartTests {
  @Test(arguments: 1...9 as ClosedRange<UInt64>)
  func `whatever happens, each address is done exactly once`(seed: UInt64) throws {
    var generator = Generator(seed: seed)
    let isStrict = seed.isMultiple(of: 3)
    var place = try JournalFolder()
    var frontier = try place.open(levelByLevel: isStrict)
    var put: Set<String> = ["http://h0.test/p0"]
    var done: Set<String> = []
    var out: [Assignment] = []
    _ = try frontier.put([Job(address: WebAddress("http://h0.test/p0"), kind: .page)])

    while done.count < put.count {
      let dice = Int.random(in: 0..<200, using: &generator)
      let waits = frontier.counts.waiting > 0 && (!isStrict || out.isEmpty)
      if dice < 90, waits {
        let job = try #require(try frontier.get(for: .anybody))
        #expect(put.contains(job.address.text) && !done.contains(job.address.text))
        #expect(!out.contains { $0.address == job.address }, "one at a time")
        out.append(job)
      } else if dice < 185, let index = out.indices.randomElement(using: &generator) {
        let job = out.remove(at: index)
        let found = job.kind == .page ? try discoveries(of: job, &put, &generator) : []
        let outcome: Outcome =
          job.kind == .page ? .fetched : .stored(Clerk.content(job.address.host + job.address.path))
        try frontier.finish(
          job, Findings(outcome: outcome, discoveries: found))
        done.insert(job.address.text)
      } else if dice < 195, let index = out.indices.randomElement(using: &generator) {
        let job = out.remove(at: index)
        try frontier.giveBack(job, after: .zero)
      } else if dice < 198 {
        place = try place.dying(frontier)
        frontier = try place.open(.resume, levelByLevel: isStrict)
        out = []
        Clerk(frontier).audit()
      } else if dice < 200 {
        frontier.close()
        try frontier.finish()
        frontier = try place.open(.resume, levelByLevel: isStrict)
        out = []
        Clerk(frontier).audit()
      }
    }
    try frontier.join()
    Clerk(frontier).audit()
    let pages = try Clerk(frontier).pages
    #expect(pages.count { $0.status == .fetched } == put.count { !$0.hasSuffix(".png") })
    #expect(
      try Clerk(frontier).images.count { $0.status == .stored }
        == put.count {
          $0.hasSuffix(".png")
        })
    withExtendedLifetime(place) {}
  }

  /// Links to pages and images, some of which are left out here and allowed elsewhere.
  private func discoveries(
    of job: Assignment, _ put: inout Set<String>, _ generator: inout Generator
  ) throws -> [Discovery] {
    var found: [Discovery] = []
    for _ in 0..<Int.random(in: 0..<40, using: &generator) {
      let host = Int.random(in: 0..<4, using: &generator)
      let number = Int.random(in: 0..<100, using: &generator)
      let isImage = Int.random(in: 0..<10, using: &generator) < 8
      let address = "http://h\(host).test/" + (isImage ? "\(number).png" : "p\(number % 20)")
      let kind: Link.Kind = isImage ? .image : .page
      if Int.random(in: 0..<4, using: &generator) == 0 {
        found.append(try Clerk.skip(kind, address, .scope))
      } else {
        found.append(try Clerk.follow(kind, address, from: job))
        put.insert(address)
      }
    }
    return found
  }
}
