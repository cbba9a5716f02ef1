import Addressing
import Bytes
import CrawlModel
import Files
import Foundation
import Storing
import TestSupport
import Testing
import Threads

@testable import Crawling

/// Images that stand in pages themselves.
struct DataImageTests {
  private static let picture = Picture.png("inline")
  private static let data = "data:image/png;base64," + Data(picture).base64EncodedString()

  private func site(_ more: [String: Behaviour] = [:]) throws -> LoopbackSite {
    var routes: [String: Behaviour] = [
      "/": .html("<img alt=in src=\"\(Self.data)\"><a href=/two>on</a>"),
      "/two": .html("<img src=\"\(Self.data)\"><img src='data:text/plain,no'>"),
    ]
    routes.merge(more) { $1 }
    return try LoopbackSite(routes: routes)
  }

  /// A store in which one image finds no descriptor.
  private final class ShortStore: Store {
    let tree: FileTree
    private let calls = Monitor(0)
    private let missing: Int

    init(_ tree: FileTree, missing: Int) {
      self.tree = tree
      self.missing = missing
    }

    func put(_ image: FoundImage) throws(StoreError) -> StoredImage {
      let call = calls.withLock { calls in
        calls += 1
        return calls
      }
      guard call != missing else {
        let cause = FileError(code: .tooManyOpenFiles, operation: "create", path: "x")
        throw StoreError(cause, storing: "x")
      }
      return try tree.put(image)
    }

    func giveUp(_ digest: SHA256Digest) { tree.giveUp(digest) }
    func has(_ content: StoredContent) throws(StoreError) -> Bool { try tree.has(content) }
    func remember(_ digest: SHA256Digest, in file: String, isOwned: Bool) {
      tree.remember(digest, in: file, isOwned: isOwned)
    }
    func synchronize() throws(StoreError) { try tree.synchronize() }
    func close() throws(StoreError) { try tree.close() }
  }

  @Test(arguments: [1, 2, 3])
  func `a page waits for descriptors, and its images count once`(missing: Int) throws {
    let folder = try TemporaryFolder()
    let output = try Folder.open(folder.path)
    let store = ShortStore(try FileTree(output: output, temporary: output), missing: missing)
    var configuration = CrawlConfiguration(seeds: ["http://a.test/"], output: "out")
    configuration.takesDataImages = true
    let plan = try CrawlPlan(configuration)
    let budget = Budget(pages: 1, images: 3, bytes: nil)
    let visit = DocumentVisit(
      scope: plan.scope, budget: budget, traps: plan.traps, guesses: GuessGuard(),
      keeper: ImageKeeper(rule: configuration.imageRule, budget: budget, store: store),
      takesDataImages: true, obeysOptOuts: false, readsPagesInFull: false)
    let page = ["a", "b", "c"].map { name in
      "<img src=\"data:image/png;base64,\(Data(Picture.png(name)).base64EncodedString())\">"
    }.joined()
    let job = Job(address: try WebAddress("http://a.test/"), kind: .page)
    let content = DocumentContent(.memory(Array(page.utf8)))
    let fetched = Fetched(Assignment(job), result: .document(content))
    func step() throws -> Visit.Step {
      try visit.step(after: fetched, content, RecentLinks(LinkMemory(), plan.scope))
    }
    guard case .postponed = try step() else {
      Issue.record("the first reading lacks a descriptor")
      return
    }
    guard case .done(let findings, nil) = try step() else {
      Issue.record("the second reading is complete")
      return
    }
    let verdicts = findings.discoveries.map(\.verdict)
    #expect(verdicts.count == 3)
    for verdict in verdicts {
      guard case .keep(_, isDuplicate: false) = verdict else {
        Issue.record("\(verdict)")
        continue
      }
    }
  }

  @Test(arguments: [true, false])
  func `they are stored once and found at every page, with and without a journal`(
    keepsJournal: Bool
  ) throws {
    let site = try site()
    let result = try crawl(site) {
      $0.takesDataImages = true
      $0.keepsJournal = keepsJournal
    }
    let line = try #require(result.images.first)
    #expect(result.images.count == 1)
    #expect(line.url.hasPrefix("ni:///sha-256;") && line.url.utf8.count == 57)
    #expect(line.status == "stored")
    #expect(line.found.map(\.via) == ["img[src]", "img[src]"])
    #expect(line.found.first?.alt == "in")
    let file = try #require(line.file)
    #expect(file.hasPrefix("images/127.0.0.1_\(site.port)/data-") && file.hasSuffix(".png"))
    let bytes = try Data(contentsOf: result.folder.file("out/" + file))
    #expect(Array(bytes) == Self.picture)
    #expect(result.exit == 0)
  }

  @Test func `one that the disk refuses has failed, and the crawl goes on`() throws {
    let site = try site(["/two": .page(images: ["/other.png"]), "/other.png": .picture("other")])
    let folder = try TemporaryFolder()
    // Every name that the file could get is taken by a folder.
    let digest = SHA256Digest(of: Self.picture.span).hex.prefix(16)
    let mark = String(Fingerprint(site.url("/data-\(digest)")).value, radix: 16)
    let whole = String(repeating: "0", count: 16 - mark.count) + mark
    let suffixes = ["", "~" + whole.prefix(8), "~" + whole] + (3..<64).map { "~\(whole)-\($0)" }
    for suffix in suffixes {
      let name = "out/images/127.0.0.1_\(site.port)/data-\(digest)\(suffix).png"
      try folder.write("taken", to: name + "/file")
    }
    let summary = try Crawl(configuration(site, in: folder) { $0.takesDataImages = true }).run()
    #expect(summary.ending == .complete && summary.images.failed == [.disk: 1])
    #expect(summary.images.isBalanced && summary.images.discovered == 2)
    let result = try CrawlResult(summary, in: folder, origin: site.url(""))
    let line = try #require(result.images.first { $0.url.hasPrefix("ni:") })
    #expect((line.status, line.reason, line.file) == ("failed", "disk", nil))
    #expect(line.found.count == 1)
    #expect(result.image("/other.png")?.status == "stored")
    #expect(result.exit == 1)
  }

  @Test func `they are also in style sheets and in style attributes`() throws {
    let other = Picture.png("other")
    let second = "data:image/png;base64," + Data(other).base64EncodedString()
    let result = try crawl([
      "/": .html(
        "<link rel=stylesheet href=/s.css><p style=\"background: url('\(Self.data)')\">x</p>"),
      "/s.css": .serve(.text("a { background: url(\(second)) }", type: "text/css")),
    ]) { $0.takesDataImages = true }
    #expect(result.images.map(\.status) == ["stored", "stored"])
    #expect(Set(result.images.flatMap { $0.found.map(\.via) }) == ["css[url]", "style[url]"])
    #expect(result.exit == 0)
  }

  @Test func `nobody stores them unasked`() throws {
    #expect(try crawl(site()).images.isEmpty)
  }

  @Test func `the same bytes at an address are a duplicate of either`() throws {
    let site = try site([
      "/two": .page(images: ["/same.png"]),
      "/same.png": .bytes(Self.picture, type: "image/png"),
    ])
    let result = try crawl(site) { $0.takesDataImages = true }
    #expect(result.images.map(\.status).sorted() == ["duplicate", "stored"])
    #expect(Set(result.images.compactMap(\.file)).count == 1)
  }

  @Test func `the rules for images hold for them`() throws {
    let result = try crawl(site()) {
      $0.takesDataImages = true
      $0.minimumWidth = 10_000
    }
    #expect(result.images.map(\.fate) == ["too-small"])
  }

  @Test func `one for which a limit leaves no room is recorded and ends the crawl`() throws {
    let other = "data:image/png;base64," + Data(Picture.png("other")).base64EncodedString()
    let site = try LoopbackSite(routes: [
      "/": .html("<img src=\"\(Self.data)\"><img src=\"\(other)\"><a href=/two>on</a>"),
      "/two": .page(),
    ])
    let result = try crawl(site) {
      $0.takesDataImages = true
      $0.maximumImages = 1
      $0.readsSitemaps = false
    }
    #expect(result.images.map(\.fate) == ["stored", "limit"])
    #expect(result.pageFates["/"] == "fetched")
    #expect(result.exit == 3)
  }

  @Test func `a second crawl resumes a journal in which one was left out`() throws {
    let site = try site()
    let folder = try TemporaryFolder()
    for _ in 0..<2 {
      let result = try crawl(site, into: folder) {
        $0.takesDataImages = true
        $0.minimumWidth = 10_000
      }
      #expect(result.images.map(\.fate) == ["too-small"])
      #expect(result.images.first?.url.hasPrefix("ni:///sha-256;") == true)
    }
  }

  @Test func `a dry run names one by its digest`() throws {
    let lines = Monitor<[String]>([])
    let log = Crawl.eventLog(json: true) { line in
      lines.withLock { $0.append(String(decoding: line, as: UTF8.self)) }
    }
    let folder = try TemporaryFolder()
    let site = try site()
    let run = try Crawl(
      configuration(site, in: folder) {
        $0.takesDataImages = true
        $0.isDryRun = true
      }, observers: [log])
    _ = try run.run()
    let told = lines.withLock { $0 }.filter {
      $0.contains("\"event\":\"would-store\"") && $0.contains("\"url\":\"ni:///sha-256;")
    }
    #expect(!told.isEmpty)
    #expect(told.allSatisfy { $0.contains("\"kind\":\"image\",\"depth\":") })
    #expect(told.allSatisfy { !$0.contains("\"target\"") })
  }

  @Test func `a second crawl asks nobody for them and keeps them`() throws {
    let site = try site()
    let folder = try TemporaryFolder()
    _ = try crawl(site, into: folder) { $0.takesDataImages = true }
    let again = try crawl(site, into: folder) { $0.takesDataImages = true }
    #expect(again.images.map(\.status) == ["stored"])
    #expect(again.exit == 0)
  }
}
