import Addressing
import CrawlModel
import Scoping
import Testing

/// How long addresses that look wrong are still requested.
struct GuessWatchTests {
  private static let file = Outcome.skipped(.notHTML)

  private static func job(
    _ address: String, _ kind: Job.Kind = .page, from parent: String? = "http://site.test/",
    as role: Via.Role = .hyperlink
  ) throws -> Job {
    Job(
      address: try WebAddress(address), kind: kind, depth: 1,
      parent: try parent.map { try WebAddress($0) }, via: Via("a[href]", role))
  }

  /// Makes guesses one after the other; returns which of them were allowed.
  private static func ask(
    _ watch: inout GuessWatch, _ jobs: [Job], _ outcome: Outcome
  ) throws -> [Bool] {
    try jobs.map { job in
      let guess = try #require(Guess(job))
      let isAllowed = watch.refusal(of: guess) == nil
      if isAllowed { watch.note(guess, outcome) }
      return isAllowed
    }
  }

  private static func count(
    _ watch: inout GuessWatch, _ addresses: [String], _ outcome: Outcome = file
  ) throws -> Int {
    try ask(&watch, addresses.map { try job($0) }, outcome).count { $0 }
  }

  private static func numbered(_ pattern: String, _ count: Int) -> [String] {
    (0..<count).map { pattern.replacing("N", with: String(repeating: "x", count: $0 + 1)) }
  }

  @Test(arguments: [
    "http://a.test/x.zip", "http://a.test/wiki/File:Plan.PDF", "http://a.test/a.tar.gz?x=1",
  ])
  func `a page by the name of a file is a guess, and a seed is none`(address: String) throws {
    #expect(Guess(try Self.job(address)) != nil)
    #expect(Guess(try Self.job(address, from: nil)) == nil)
    #expect(Guess(try Self.job(address, .image)) == nil)
    #expect(Guess(try Self.job(address, .sitemap)) == nil)
  }

  @Test(arguments: [
    "http://a.test/", "http://a.test/x", "http://a.test/x.html", "http://a.test/x.css",
    "http://a.test/x?file=a.zip", "http://a.test/x.zip/", "http://a.test/x.jpg",
    "http://a.test/x.zip;jsessionid=1",
  ])
  func `any other page is none`(address: String) throws {
    #expect(Guess(try Self.job(address)) == nil)
    #expect(Guess(try Self.job(address, as: .fullSize)) == nil)
    #expect(Guess(try Self.job(address, .image, as: .fullSize)) != nil)
    #expect(Guess(try Self.job(address, .image)) == nil)
  }

  @Test func `after three files a folder is left alone`() throws {
    var watch = GuessWatch()
    #expect(try Self.count(&watch, Self.numbered("http://a.test/files/N.zip", 100)) == 3)
    #expect(try Self.count(&watch, ["http://a.test/files/x.pdf"]) == 1, "another extension")
    #expect(try Self.count(&watch, ["http://b.test/files/x.zip"]) == 1, "another host")
    #expect(try Self.count(&watch, ["http://a.test:8080/files/x.zip"]) == 1, "another port")
    #expect(try Self.count(&watch, ["http://a.test/docs/x.zip"]) == 1, "another folder")
    let guess = try #require(Guess(Self.job("http://a.test/files/y.ZIP")))
    let refusal = watch.refusal(of: guess)
    #expect(refusal?.reason == .skipped(.byName))
    #expect(refusal?.note?.contains("a.test:80/files/*.zip") == true)
  }

  @Test func `many folders cost no more than a few`() throws {
    var watch = GuessWatch()
    #expect(try Self.count(&watch, Self.numbered("http://a.test/pool/N/x.deb", 100)) == 6)
    #expect(try Self.count(&watch, Self.numbered("http://a.test/N/x.deb", 100)) == 6)
    #expect(try Self.count(&watch, (1...100).map { "http://b.test/\($0)/x.deb" }) == 3)
  }

  @Test func `a page among them starts the count again`() throws {
    var watch = GuessWatch()
    let names = Self.numbered("http://a.test/wiki/N.pdf", 40)
    #expect(try Self.count(&watch, Array(names[..<2])) == 2)
    #expect(try Self.count(&watch, [names[2]], .fetched) == 1)
    #expect(try Self.count(&watch, Array(names[3..<33])) == 30)
    #expect(try Self.count(&watch, Array(names[33...])) == 0)
  }

  @Test func `pages in one folder are read whatever the others have`() throws {
    var watch = GuessWatch()
    #expect(try Self.count(&watch, ["http://a.test/wiki/x.pdf"], .fetched) == 1)
    _ = try Self.count(&watch, Self.numbered("http://a.test/files/N/x.pdf", 100))
    _ = try Self.count(&watch, Self.numbered("http://a.test/N/x.pdf", 200))
    #expect(try Self.count(&watch, ["http://a.test/other/y.pdf"]) == 0)
    #expect(try Self.count(&watch, ["http://a.test/wiki/y.pdf"], .fetched) == 1)
  }

  @Test func `what was not requested says nothing`() throws {
    var watch = GuessWatch()
    for outcome: Outcome in [
      .skipped(.robots), .skipped(.excluded), .skipped(.hostBudget), .skipped(.trap),
      .skipped(.byName), .aside, .gone,
    ] {
      #expect(
        try Self.count(&watch, Self.numbered("http://a.test/files/N.zip", 20), outcome) == 20)
    }
  }

  // MARK: Images

  /// Makes guesses at images one after the other; returns how many were made.
  private static func count(
    images: [String], in watch: inout GuessWatch, _ outcome: Outcome
  ) throws -> Int {
    try images.count { address in
      let guess = try #require(Guess(job(address, .image, as: .fullSize)))
      guard watch.admits(guess), watch.refusal(of: guess) == nil else { return false }
      watch.note(guess, outcome)
      return true
    }
  }

  @Test(arguments: [Outcome.skipped(.isPage), .skipped(.noImage)])
  func `images that are pages are given up by folder, host and linking site`(outcome: Outcome)
    throws
  {
    var watch = GuessWatch()
    func count(_ pattern: String, _ number: Int = 50) throws -> Int {
      try Self.count(images: Self.numbered(pattern, number), in: &watch, outcome)
    }
    #expect(try count("http://a.test/news/N") == 3)
    #expect(try count("http://a.test/N/x") == 9)
    #expect(try count("http://N.test/x") == 15)
    #expect(try count("http://b.test/N") == 0)
    let other = try #require(
      Guess(Self.job("http://b.test/x", .image, from: "http://other.test/", as: .fullSize)))
    let isAdmitted = watch.admits(other)
    #expect(isAdmitted)
  }

  @Test func `a host with images takes no other's place`() throws {
    var watch = GuessWatch()
    let images = Self.numbered("http://N.test/img/a", 60)
    #expect(try Self.count(images: images, in: &watch, .stored(Self.content)) == 60)
    #expect(try Self.count(images: images, in: &watch, .skipped(.tooSmall)) == 60)
    let pages = Self.numbered("http://N.example/x", 60)
    #expect(try Self.count(images: pages, in: &watch, .skipped(.isPage)) == 16)
    #expect(try Self.count(images: images, in: &watch, .stored(Self.content)) == 60)
  }

  @Test func `many links to one host take one place`() throws {
    var watch = GuessWatch()
    for address in Self.numbered("http://cdn.test/img/N", 500) {
      let guess = try #require(Guess(Self.job(address, .image, as: .fullSize)))
      let isAdmitted = watch.admits(guess)
      #expect(isAdmitted)
    }
    let others = Self.numbered("http://N.test/x", 60)
    #expect(try Self.count(images: others, in: &watch, .skipped(.isPage)) == 15)
  }

  private static let content = StoredContent(
    file: "x", sha256: "", bytes: 1, facts: ImageFacts(format: .png, width: 1, height: 1))
}
