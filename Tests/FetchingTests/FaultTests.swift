import CrawlModel
import Curl
import TestSupport
import Testing
import Threads

@testable import Fetching

/// Each misbehaviour of a server, and what it is told as.
struct FaultTests {
  static let body = Content.html(String(repeating: "<p>more ", count: 500))

  static let cases: [(name: String, behaviour: Behaviour, reason: FailureReason, passes: Bool)] = [
    ("drop", .drop, .reset, true), ("reset", .reset, .reset, true),
    ("partial", .partial(body, missing: 10), .truncated, true),
    ("chunkedTruncated", .chunkedTruncated(body), .truncated, true),
    ("hugeHeader", .hugeHeader(bytes: 300_000, body), .headersTooLarge, false),
    ("endlessHeaders", .endlessHeaders, .headersTooLarge, false),
    ("nulBytes", .nulBytes(body), .protocol, false),
    ("emptyBody", .emptyBody(type: "text/html"), .empty, false),
    ("big", .big(bytes: 1 << 40, type: "text/html"), .pageTooLarge, false),
    ("gzipBomb", .gzipBomb(bytes: 3_000_000, type: "text/html"), .pageTooLarge, false),
    ("endlessBody", .endlessBody(type: "text/html"), .pageTooLarge, false),
    ("400", .status(400), .httpError, false), ("404", .status(404), .httpError, false),
    ("408", .status(408), .httpError, true), ("425", .status(425), .httpError, true),
    ("429", .status(429), .rateLimited, true), ("500", .status(500), .httpError, true),
    ("503", .status(503), .httpError, true), ("304", .status(304), .httpError, false),
    ("300", .status(300), .httpError, false), ("999", .status(999), .httpError, false),
  ]

  @Test(arguments: cases.indices)
  func `a misbehaviour has its reason`(index: Int) throws {
    let test = Self.cases[index]
    let site = try LoopbackSite(routes: ["/": test.behaviour])
    let fetcher = try Fetcher { $0.maximumDocumentBytes = 2_000_000 }
    let fetched = try fetcher.fetch(site.url("/"))
    let fault = try #require(fetched.fault, "\(test.name): \(fetched.result)")
    #expect(fault.reason == test.reason, "\(test.name)")
    #expect(fault.isPassing == test.passes, "\(test.name)")
    #expect(fault.retryAfter == nil)
    #expect(fetcher.loop.isIdle)
    #expect(try fetcher.folder.contents().isEmpty)
  }

  @Test(arguments: [Behaviour.hang, .hangAfterHeaders(FaultTests.body)])
  func `a server that stands still is left after the time`(behaviour: Behaviour) throws {
    let site = try LoopbackSite(routes: ["/": behaviour])
    let fetcher = try Fetcher { $0.timeout = .milliseconds(150) }
    let fault = try fetcher.fetch(site.url("/")).fault
    #expect(fault?.reason == .timeout)
    #expect(fault?.isPassing == true)
  }

  @Test func `nobody listens`() throws {
    let site = try LoopbackSite(routes: [:])
    site.stop()
    let fault = try Fetcher().fetch(site.url("/")).fault
    #expect(fault?.reason == .connect)
    #expect(fault?.isPassing == true)
  }

  @Test(arguments: [
    (NameService.Answer.unknown, false), (.unavailable, true), (.found, true),
  ])
  func `a name that did not resolve may resolve later, unless there is no such name`(
    answer: NameService.Answer, passes: Bool
  ) throws {
    let asked = Monitor<[String]>([])
    let fetcher = try Fetcher(nameService: { name in
      asked.withLock { $0.append(name) }
      return answer
    })
    let fetched = try fetcher.fetch("http://nobody.invalid/")
    #expect(fetched.fault?.reason == .dns)
    #expect(fetched.fault?.isPassing == passes)
    #expect(fetched.sign(RetryRule())?.reaction == (passes ? .unanswered(.unresolved) : nil))
    #expect(asked.withLock { $0 } == ["nobody.invalid"])
    #expect(fetcher.loop.isIdle)
  }

  @Test func `more than announced is not read`() throws {
    let site = try LoopbackSite(routes: ["/": .overlong(.html("0123456789"), extra: 9)])
    #expect(try Fetcher().fetch(site.url("/")).text == "0123456789")
  }

  @Test(arguments: [("7", Duration.seconds(7)), ("soon", nil)])
  func `what a server asks for is told`(text: String, pause: Duration?) throws {
    let site = try LoopbackSite(routes: ["/": .status(503, retryAfter: text)])
    #expect(try Fetcher().fetch(site.url("/")).fault?.retryAfter == pause)
  }

  @Test func `a date to wait for is one of the server's clock`() throws {
    let site = try LoopbackSite(routes: [
      "/": .withHeaders(
        ["Date": "Sun, 06 Nov 1994 08:49:37 GMT"],
        then: .status(503, retryAfter: "Sun, 06 Nov 1994 08:49:44 GMT"))
    ])
    #expect(try Fetcher().fetch(site.url("/")).fault?.retryAfter == .seconds(7))
  }

  @Test func `a body that keeps coming is not cut off`() throws {
    let content = Content.bytes(Picture.png("a", padding: 20_000), type: "image/png")
    let site = try LoopbackSite(routes: [
      "/": .slowBody(content, bytes: 500, pause: .milliseconds(20))
    ])
    // In all it takes longer than the timeout, each pause far less.
    let fetcher = try Fetcher { $0.timeout = .milliseconds(700) }
    let fetched = try fetcher.fetch(site.url("/"), as: .image)
    guard case .image = fetched.result else {
      Issue.record("it ended with \(fetched.result)")
      return
    }
  }

  @Test func `a fault of one transfer is no fault of the others`() throws {
    let site = try LoopbackSite(routes: [
      "/0": .drop, "/1": .html("1"), "/2": .partial(Self.body, missing: 1), "/3": .html("3"),
      "/4": .status(404), "/5": .html("5"),
    ])
    let fetcher = try Fetcher(capacity: 3)
    let ended = fetcher.fetch(try jobs(site, (0..<6).map { "/\($0)" }))
    #expect(ended.values.compactMap(\.text).sorted() == ["1", "3", "5"])
    #expect(ended.values.compactMap(\.fault).count == 3)
  }
}
