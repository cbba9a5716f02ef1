import CrawlModel
import Crawling
import TestSupport
import Testing

struct LimitTests {
  /// A page with 40 images of 70 kB each or so and links to 40 pages with one image each.
  static let large: [String: Behaviour] = {
    let numbers = 0..<40
    var routes: [String: Behaviour] = [
      "/": .page(images: numbers.map { "/i\($0).png" }, links: numbers.map { "/p\($0)" })
    ]
    for number in numbers {
      routes["/i\(number).png"] = .bytes(
        Picture.png("i\(number)", padding: 70_000), type: "image/png")
      routes["/p\(number)"] = .page(images: ["/j\(number).png"])
      routes["/j\(number).png"] = .picture("j\(number)")
    }
    return routes
  }()

  @Test(arguments: [1, 2, 8, 32])
  func `so many images are stored and not one more`(threads: Int) throws {
    let result = try crawl(Self.large) {
      $0.maximumImages = 7
      $0.threads = threads
    }
    #expect(result.summary.ending == .limit)
    #expect(result.summary.limit == .images)
    #expect(result.exit == 3)
    #expect(result.summary.images.taken == 7)
    #expect(result.summary.images.pending > 0)
    #expect(result.summary.images.failed.isEmpty)
  }

  @Test(arguments: [1, 2, 8, 32])
  func `so many pages are read and not one more`(threads: Int) throws {
    let result = try crawl(Self.large) {
      $0.maximumPages = 5
      $0.threads = threads
    }
    #expect(result.summary.limit == .pages)
    #expect(result.summary.pages.taken == 5)
    #expect(result.summary.pages.pending == 36)
  }

  @Test(arguments: [1, 2, 8, 32])
  func `so many bytes are stored and not one more`(threads: Int) throws {
    let result = try crawl(Self.large) {
      $0.maximumTotal = 500_000
      $0.threads = threads
    }
    #expect(result.summary.limit == .bytes)
    #expect(result.written.bytes <= 500_000)
    #expect(result.written.bytes > 0)
  }

  @Test func `a limit that is just enough ends nothing`() throws {
    let result = try crawl(Self.large) {
      $0.maximumImages = 80
      $0.maximumPages = 41
    }
    #expect(result.summary.ending == .complete)
    #expect(result.summary.images.taken == 80)
  }

  @Test func `the time can be over`() throws {
    let result = try crawl(["/": .page(images: ["/a.png"]), "/a.png": .hang]) {
      $0.maximumTime = .milliseconds(200)
    }
    #expect(result.summary.ending == .limit)
    #expect(result.summary.limit == .time)
    #expect(result.summary.images.pending + result.summary.pages.pending >= 1)
  }

  @Test func `a limit is the last that an observer hears of but what was under way`() throws {
    let log = EventRecorder()
    let result = try crawl(Self.large, observers: [log]) { $0.maximumImages = 3 }
    #expect(result.summary.limit == .images)
    #expect(log.words.count { $0 == "limit max-images" } == 1)
  }

  @Test func `crawling again after a limit takes over what is there`() throws {
    let site = try LoopbackSite(routes: Self.large)
    let folder = try TemporaryFolder()
    let first = try crawl(site, into: folder) { $0.maximumImages = 10 }
    let files = first.images.compactMap(\.file)
    let second = try crawl(site, into: folder)
    #expect(second.summary.ending == .complete)
    #expect(second.summary.images.taken == 80)
    #expect(Set(second.images.compactMap(\.file)).isSuperset(of: files))
  }
}
