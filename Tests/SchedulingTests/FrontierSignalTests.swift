import Addressing
import CrawlModel
import Robots
import Scheduling
import Testing
import Threads

/// The contract of every frontier on slots, signals about an origin, and the data of a summary.
struct FrontierSignalTests {
  private func rules(_ text: String) -> RobotsResult {
    .rules(KeptRules(RobotsReader.read(Array(text.utf8).span, for: "magpie")))
  }

  private func poll(_ clerk: Clerk) throws -> [Assignment] {
    try clerk.frontier.poll(100, for: clerk.worker).assignments
  }

  @Test(arguments: FrontierMaker.all)
  func `a place is free once the transfer is over, and the job unfinished until it is done`(
    make: FrontierMaker
  ) throws {
    let clerk = Clerk(try make.make(Politeness(transfersPerOrigin: 1)))
    try clerk.seed("http://a.test/1", "http://a.test/2")
    let first = try clerk.take()
    #expect(try poll(clerk).isEmpty)
    try clerk.frontier.released(first, nil, by: clerk.worker)
    #expect(try poll(clerk).map(\.address.text) == ["http://a.test/2"])
    #expect(clerk.frontier.counts.pages.pending == 2 && clerk.frontier.counts.inFlight == 2)
    try clerk.frontier.done(first, Findings(outcome: .fetched))
    clerk.audit()
    #expect(clerk.frontier.counts.pages.taken == 1 && clerk.frontier.counts.inFlight == 1)
  }

  @Test(arguments: FrontierMaker.all)
  func `robots_txt comes first, refuses by its rules, and its sitemaps are put in the same step`(
    make: FrontierMaker
  ) throws {
    let clerk = Clerk(try make.make(Politeness(transfersPerOrigin: 9, obeysRobots: true)))
    try clerk.seed("http://a.test/yes", "http://a.test/no")
    let robots = try #require(try poll(clerk).first)
    #expect(robots.kind == .robots)
    let sitemap = try WebAddress("http://a.test/map.xml")
    let discovery = Discovery(
      link: Link(kind: .sitemap, address: sitemap, via: Via("robots[sitemap]", .list)),
      verdict: .follow(Job(address: sitemap, kind: .sitemap, depth: 1)))
    try clerk.frontier.released(robots, nil, by: clerk.worker)
    try clerk.frontier.report(
      .robots(rules("User-agent: *\nDisallow: /no\n"), naming: [discovery]),
      at: robots.address.origin, answer(robots))
    clerk.audit()
    let jobs = try poll(clerk)
    #expect(jobs.map(\.address.path).sorted() == ["/map.xml", "/no", "/yes"])
    #expect(jobs.filter { $0.refusal != nil }.map(\.address.path) == ["/no"])
    #expect(clerk.frontier.counts.pages.discovered == 3)
  }

  @Test(arguments: FrontierMaker.all)
  func `a robots_txt that cannot be fetched refuses everything at its origin alone`(
    make: FrontierMaker
  ) throws {
    let clerk = Clerk(try make.make(Politeness(transfersPerOrigin: 9, obeysRobots: true)))
    try clerk.seed("http://a.test/", "http://b.test/")
    for robots in try poll(clerk) {
      try clerk.frontier.released(robots, nil, by: clerk.worker)
      let isDown = robots.address.host == "a.test"
      try clerk.frontier.report(
        .robots(
          isDown ? .unreachable(Refusal(.failed(.timeout), note: "why")) : .rules(.allowingAll),
          naming: []), at: robots.address.origin, answer(robots))
    }
    let jobs = try poll(clerk)
    #expect(jobs.filter { $0.refusal == nil }.map(\.address.host) == ["b.test"])
    #expect(jobs.filter { $0.refusal != nil }.map(\.address.host) == ["a.test"])
  }

  @Test(arguments: FrontierMaker.all)
  func `images wait for the opt-out files of their origin, which end by a report`(
    make: FrontierMaker
  ) throws {
    var politeness = Politeness(transfersPerOrigin: 9)
    politeness.asksOptOuts = true
    let clerk = Clerk(try make.make(politeness))
    let image = Job(address: try WebAddress("http://a.test/i.png"), kind: .image)
    #expect(try clerk.frontier.put([image]) == 1)
    let files = try poll(clerk)
    #expect(files.map(\.kind) == [.optOuts, .optOuts])
    for file in files {
      try clerk.frontier.released(file, nil, by: clerk.worker)
      try clerk.frontier.report(.optOuts(.silent), at: file.address.origin, answer(file))
    }
    #expect(try poll(clerk).map(\.job) == [image])
    #expect(clerk.frontier.counts.images.discovered == 1)
  }

  /// An answer that the file does not exist.
  private func answer(_ file: Assignment) -> PolicyAnswer {
    PolicyAnswer(
      address: file.address, endedAt: Timestamp(seconds: 1), httpStatus: 404, reason: .httpError)
  }

  @Test(arguments: FrontierMaker.all)
  func `the latest answer to the request for each policy file is kept`(
    make: FrontierMaker
  ) throws {
    let clerk = Clerk(try make.make(Politeness(transfersPerOrigin: 9, obeysRobots: true)))
    try clerk.seed("http://a.test/", "http://b.test/")
    let files = try poll(clerk)
    try #require(files.map(\.kind) == [.robots, .robots])
    for file in files {
      try clerk.frontier.released(file, nil, by: clerk.worker)
      try clerk.frontier.report(
        .robots(.rules(.allowingAll), naming: []), at: file.address.origin, answer(file))
    }
    // It is asked again after a day.
    let later = PolicyAnswer(
      address: files[0].address, endedAt: Timestamp(seconds: 9), httpStatus: 200,
      finalAddress: try WebAddress("http://c.test/r"), bytes: 3, sha256: "00ff")
    try clerk.frontier.report(
      .robots(.rules(.allowingAll), naming: []), at: files[0].address.origin, later)
    #expect(try clerk.frontier.policies() == [answer(files[1]), later])
  }

  @Test(arguments: FrontierMaker.all)
  func `faults at an origin lead to fewer transfers there and nowhere else`(
    make: FrontierMaker
  ) throws {
    let clerk = Clerk(try make.make(Politeness(transfersPerOrigin: 8)))
    for number in 0..<40 {
      try clerk.seed("http://a.test/\(number)", "http://b.test/\(number)")
    }
    let first = try poll(clerk)
    #expect(first.count == 16)
    let faults = first.filter { $0.address.host == "a.test" }.prefix(3)
    for job in faults {
      let sign = ServerSign(reaction: .faltered)
      #expect(try clerk.frontier.released(job, sign, by: clerk.worker) == nil)
      try clerk.frontier.done(job, Findings(outcome: .failed(.httpError)))
    }
    for job in first where !faults.contains(job) { try clerk.finish(job) }
    let hosts = Dictionary(grouping: try poll(clerk), by: \.address.host).mapValues(\.count)
    #expect(hosts["b.test"] == 8)
    #expect((1..<8).contains(hosts["a.test"] ?? 0), "\(hosts)")
  }

  @Test(arguments: FrontierMaker.all)
  func `rules that are followed apply to what waits already`(make: FrontierMaker) throws {
    let clerk = Clerk(try make())
    try clerk.seed("http://a.test/no", "http://a.test/yes")
    var rules = QueueRules()
    let refusal = Refusal(.skipped(.excluded), note: "line 1")
    rules.objection = { job, _ in job.address.path == "/no" ? refusal : nil }
    clerk.frontier.follow(rules)
    let jobs = try poll(clerk)
    #expect(jobs.map(\.refusal) == [refusal, nil])
    for job in jobs { try clerk.done(job, job.refusal?.findings ?? Findings(outcome: .fetched)) }
    #expect(clerk.frontier.counts.pages.skipped == [.excluded: 1])
    #expect(clerk.frontier.counts.pages.taken == 1)
  }

  @Test(arguments: FrontierMaker.all)
  func `failures are grouped by reason, images first`(make: FrontierMaker) throws {
    let clerk = Clerk(try make())
    try clerk.seed("http://a.test/")
    let page = try clerk.take()
    let images = (1...5).map { "http://a.test/\($0).png" } + ["http://b.test/6.png"]
    try clerk.done(
      page,
      Findings(
        outcome: .fetched,
        discoveries: images.map { try Clerk.follow(.image, $0, from: page) }
          + [Clerk.follow(.page, "http://a.test/2", from: page)]))
    for _ in 0..<7 {
      let job = try clerk.take()
      try clerk.finish(job, .failed(job.address.path == "/1.png" ? .timeout : .reset))
    }
    let groups = try clerk.frontier.failureGroups()
    #expect(groups.map(\.isImage) == [true, true, false])
    #expect(groups.map(\.reason) == [.reset, .timeout, .reset])
    #expect(groups.map(\.number) == [5, 1, 1])
    #expect(groups[0].examples.map(\.address.path) == ["/2.png", "/3.png", "/4.png"])
    #expect(groups[0].examples.map(\.page?.path) == ["/", "/", "/"])
    #expect(groups[0].hosts.map(\.origin) == ["http://a.test", "http://b.test"])
    #expect(groups[0].hosts.map(\.number) == [4, 1])
  }

  @Test(arguments: FrontierMaker.all)
  func `the survey of seeds knows what failed and where redirects lead`(
    make: FrontierMaker
  ) throws {
    let clerk = Clerk(try make())
    try clerk.seed("http://a.test/", "http://c.test/", "http://d.test/", "http://e.test/")
    #expect(try clerk.frontier.seedSurvey() == SeedSurvey())
    let out = try WebAddress("http://b.test/")
    try clerk.finish(
      clerk.take("http://a.test/"), .redirected(to: out),
      Clerk.skip(.page, "http://b.test/", .scope))
    try clerk.finish(clerk.take("http://c.test/"), .failed(.dns))
    let moved = try clerk.take("http://d.test/")
    try clerk.finish(
      moved, .redirected(to: WebAddress("http://d.test/in")),
      Clerk.follow(.page, "http://d.test/in", from: moved))
    try clerk.finish(clerk.take("http://e.test/"), .skipped(.isImage))
    var survey = try clerk.frontier.seedSurvey()
    #expect(survey.reached == 0)
    #expect(survey.failed == 1)
    #expect(survey.unread == 2)
    #expect(
      survey.unreadSeeds == [
        SeedFailure(seed: try WebAddress("http://a.test/"), address: out, reason: .skipped(.scope)),
        SeedFailure(
          seed: try WebAddress("http://c.test/"), address: try WebAddress("http://c.test/"),
          reason: .failed(.dns)),
      ])
    try clerk.finish(clerk.take("http://d.test/in"), .fetched)
    survey = try clerk.frontier.seedSurvey()
    #expect(survey.reached == 1)
    #expect(survey.unread == 2)
  }
}
