import CrawlModel
import Crawling
import Foundation
import Synchronization
import TestSupport
import Testing

/// The same crawl into the same folder goes on where it stopped.
struct ResumeTests {
  private let folder: TemporaryFolder
  private let site: LoopbackSite
  private let images: [String]

  init() throws {
    folder = try TemporaryFolder()
    images = (0..<12).map { "/\($0).png" }
    var routes: [String: Behaviour] = ["/": .page(images: images)]
    for path in images { routes[path] = .picture(path) }
    site = try LoopbackSite(routes: routes)
  }

  /// Stops a crawl after so many images.
  private func interrupted(after count: Int) throws -> CrawlResult {
    let counter = ImageCounter()
    let crawl = try Crawl(
      configuration(site, in: folder) {
        $0.threads = 1
        $0.transfers = 1
      }, observers: [counter])
    counter.act(after: count) { crawl.stop() }
    let result = try CrawlResult(crawl.run(), in: folder, origin: site.url(""))
    try result.checkCounts()
    #expect(result.summary.ending == .interrupted)
    return result
  }

  @Test func `what was done is not asked again`() throws {
    let first = try interrupted(after: 4)
    #expect(first.summary.images.taken == 4 && first.summary.images.pending == 8)
    let second = try crawl(site, into: folder)
    #expect(second.summary.ending == .complete)
    #expect(second.summary.refresh == nil)
    #expect(second.summary.images.taken == 12)
    #expect(Set(second.imageFates.values) == ["stored"])
    for path in images { #expect(site.requests(for: path).count == 1) }
    #expect(site.requests(for: "/").count == 1)
  }

  @Test func `a refresh that was stopped asks the rest and not what it has asked`() throws {
    _ = try crawl(site, into: folder)
    site.forgetRequests()
    site.change(["/3.png": .picture("new 3"), "/9.png": .status(404)])
    let second = try interrupted(after: 5)
    #expect(second.summary.images.pending == 0, "nothing that is known is unknown again")
    let third = try crawl(site, into: folder)
    for path in images { #expect(site.requests(for: path).count == 1, "\(path)") }
    #expect(third.summary.refresh?.changed == 1 && third.summary.refresh?.gone == 1)
    #expect(third.imageFates["/3.png"] == "stored" && third.imageFates["/9.png"] == "gone")
    #expect(third.imageFates.values.count { $0 == "unchanged" } == 10)
  }

  @Test func `a limit counts on`() throws {
    let first = try crawl(site, into: folder) { $0.maximumImages = 5 }
    #expect(first.summary.ending == .limit && first.summary.images.taken == 5)
    let second = try crawl(site, into: folder) { $0.maximumImages = 8 }
    #expect(second.summary.ending == .limit && second.summary.images.taken == 8)
    let third = try crawl(site, into: folder)
    #expect(third.summary.ending == .complete && third.summary.images.taken == 12)
    for path in images { #expect(third.imageFates[path] == "stored") }
  }

  @Test func `threads, transfers, pace and requests may differ`() throws {
    _ = try interrupted(after: 4)
    let second = try crawl(site, into: folder) { configuration in
      configuration.threads = 2
      configuration.transfers = 3
      configuration.transfersPerHost = 1
      configuration.delay = .milliseconds(1)
      configuration.retries = 0
      configuration.timeout = .seconds(20)
      configuration.userAgent = "other"
      configuration.headers = ["X-A: b"]
      configuration.maximumPages = 1_000
      configuration.maximumTime = .seconds(100)
    }
    #expect(second.summary.ending == .complete && second.summary.images.taken == 12)
  }

  typealias Change = @Sendable (inout CrawlConfiguration) -> Void

  static let refused: [(words: String, change: Change)] = [
    ("depth was not given and is now 2", { $0.maximumDepth = 2 }),
    ("layout was not given and is now flat", { $0.layout = .flat }),
    ("scope was not given and is now any", { $0.pageReach = .any }),
    ("images was not given and is now host", { $0.imageReach = .host }),
    ("min-width was not given and is now 30", { $0.minimumWidth = 30 }),
    ("formats was not given and is now gif, png", { $0.formats = [.png, .gif] }),
    ("exclude was not given and is now x", { $0.excludePages = ["x"] }),
    ("is the folder of a crawl of http://127.0.0.1", { $0.seeds = ["http://example.com/"] }),
  ]

  @Test(arguments: refused.indices)
  func `what would make nonsense of the folder is refused`(index: Int) throws {
    let (words, change) = Self.refused[index]
    _ = try interrupted(after: 4)
    let before = try folder.contents()
    site.forgetRequests()
    let error = #expect(throws: CrawlError.self) {
      try Crawl(configuration(site, in: folder, change)).run()
    }
    #expect(error?.code == .outputFolder)
    #expect(error?.message.contains(words) == true, "\(error?.message ?? "")")
    #expect(error?.message.contains("--output") == true)
    #expect(site.requests.isEmpty)
    #expect(try folder.contents() == before)
    #expect(try crawl(site, into: folder).summary.images.taken == 12, "the folder is as it was")
  }

  @Test func `only what failed is asked again where that is wanted`() throws {
    site.change(["/3.png": .status(404), "/4.png": .status(403)])
    let first = try crawl(site, into: folder)
    #expect(first.summary.images.failed == [.httpError: 2])
    site.forgetRequests()
    site.change(["/3.png": .picture("3")])
    let second = try crawl(site, into: folder) { $0.retriesFailed = true }
    #expect(Set(site.requestsForContent.map(\.target)) == ["/3.png", "/4.png"])
    #expect(second.imageFates["/3.png"] == "stored")
    #expect(second.imageFates["/4.png"] == "http-error")
    #expect(second.summary.images.taken == 11)
    #expect(second.exit == 1)
  }

  @Test func `where nothing was there is nothing to be tried again`() throws {
    let error = #expect(throws: CrawlError.self) {
      try Crawl(configuration(site, in: folder) { $0.retriesFailed = true }).run()
    }
    #expect(error?.code == .outputFolder)
    #expect(error?.message.contains("no earlier crawl") == true)
    #expect(site.requests.isEmpty)
  }
}

/// Does something once so many images are done.
final class ImageCounter: CrawlObserver {
  private let count = Atomic<Int>(0)
  private let target = Mutex<(Int, @Sendable () -> Void)?>(nil)

  func act(after number: Int, _ action: @escaping @Sendable () -> Void) {
    target.withLock { $0 = (number, action) }
  }

  func crawl(did event: CrawlEvent) {
    guard case .finished(let job, _, _) = event, job.kind == .image else { return }
    let reached = count.wrappingAdd(1, ordering: .relaxed).newValue
    // Taken out, since what it does most likely holds the crawl, which holds this.
    let action = target.withLock { target in
      guard target?.0 == reached else { return (@Sendable () -> Void)?.none }
      defer { target = nil }
      return target?.1
    }
    action?()
  }
}
