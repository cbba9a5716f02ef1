import Addressing
import Bytes
import CrawlModel
import Files
import Foundation
import TestSupport
import Testing
import Threads

@testable import Fetching

/// Jobs for paths of a site.
func jobs(
  _ site: LoopbackSite, _ paths: [String], _ kind: Job.Kind = .page
) throws -> [Assignment] {
  try paths.map { Assignment(Job(address: try WebAddress(site.url($0)), kind: kind)) }
}

struct FetchLoopTests {
  @Test func `connections are used again, also after errors and redirects`() throws {
    let site = try LoopbackSite(routes: [
      "/a": .html("a"), "/b": .status(404), "/c": .redirect(to: "/a"), "/d": .chunked(.html("d")),
      "/e": .gzip(.html("e")), "/f": .status(204), "/g": .html("g"),
    ])
    let fetcher = try Fetcher(capacity: 1)
    let ended = fetcher.fetch(try jobs(site, ["/a", "/b", "/c", "/d", "/e", "/f", "/g"]))
    #expect(ended.count == 7)
    #expect(site.requests.map(\.connection) == [1, 1, 1, 1, 1, 1, 1])
    #expect(ended[site.url("/e")]?.text == "e")
  }

  @Test(
    arguments: [
      ("a space", " X-Odd: a\r\n"), ("a tab", "\tX-Odd: a\r\n"),
      ("white space alone", "  : \r\n"), ("several such lines", "  X-Odd: a\r\n b\r\n\tc: d\r\n"),
      ("a bare line feed", " X-Odd: a\n"),
    ])
  func `a head whose first line begins with white space is read on a handle that was used before`(
    _ name: String, _ lines: String
  ) throws {
    let site = try LoopbackSite(routes: [
      "/a": .withHeaders(["X-Before": "a"], then: .html("a")),
      "/b": .leadingLines(lines, .html("b")),
    ])
    let fetcher = try Fetcher(capacity: 1)
    for _ in 0..<20 {
      #expect(try fetcher.fetch(site.url("/a")).text == "a", "\(name)")
      #expect(try fetcher.fetch(site.url("/b")).text == "b", "\(name)")
    }
  }

  @Test func `white space in front of a first header line is no part of its name`() throws {
    let site = try LoopbackSite(routes: [
      "/": .leadingLines(" X-Odd: a\r\n b\r\n", .html("b"))
    ])
    #expect(try Fetcher(capacity: 1).fetch(site.url("/")).head.headers["x-odd"] == "a b")
  }

  @Test func `a transfer tells where a new connection led, and how long the answer took`() throws {
    let site = try LoopbackSite(routes: ["/a": .html("a"), "/b": .html("b")])
    let fetcher = try Fetcher(capacity: 1)
    let first = try fetcher.fetch(site.url("/a")).server
    #expect(first?.address == .v4(0x7F00_0001) && first?.latency != nil)
    let second = try fetcher.fetch(site.url("/b")).server
    #expect(second?.address == nil && second?.latency != nil)
    // Of the addresses of a name the one that answers counts, not one that was tried in vain.
    let named = try Fetcher(capacity: 1) { $0.gate.allowedHosts = ["localhost"] }
    let third = try named.fetch("http://localhost:\(site.port)/a").server
    #expect(third?.address == .v4(0x7F00_0001))
  }

  @Test func `a transfer tells when its request was sent, not when it was started`() throws {
    let site = try LoopbackSite(routes: ["/a": .html("a"), "/b": .html("b")])
    let fetcher = try Fetcher(capacity: 1)
    for job in try jobs(site, ["/a", "/b"]) {
      fetcher.loop.start(job)
      let started = MonotonicTime.now
      var ended: [Fetched] = []
      while ended.isEmpty { ended = fetcher.loop.turn(waitingUntil: nil) }
      let sentAt = try #require(ended.first?.sentAt)
      #expect(started < sentAt && sentAt < .now)
    }
  }

  @Test func `a transfer that could not connect has sent nothing`() throws {
    let site = try LoopbackSite(routes: [:])
    let address = site.url("/")
    site.stop()
    let fetched = try Fetcher().fetch(address)
    #expect(fetched.fault?.reason == .connect && fetched.sentAt == nil)
  }

  @Test(arguments: [true, false])
  func `a paced request is reported when it is sent, long before its answer`(
    isPaced: Bool
  ) throws {
    let site = try LoopbackSite(routes: ["/hang": .hang, "/a": .html("a")])
    let fetcher = try Fetcher()
    var assignments = try jobs(site, ["/hang"])
    assignments[0].ticket.isPaced = isPaced
    fetcher.loop.start(assignments[0])
    if isPaced {
      var sent: [Assignment] = []
      while sent.isEmpty {
        #expect(fetcher.loop.turn(waitingUntil: nil).isEmpty)
        sent = fetcher.loop.takeSent().map(\.assignment)
      }
      #expect(sent == assignments)
    } else {
      for job in try jobs(site, ["/a"]) { fetcher.loop.start(job) }
      while fetcher.loop.turn(waitingUntil: nil).isEmpty {}
    }
    #expect(fetcher.loop.takeSent().isEmpty)
    _ = fetcher.loop.abandon()
  }

  @Test func `through a proxy nothing is known of where a host lives`() throws {
    let site = try LoopbackSite(routes: ["http://a.test/": .html("a")])
    let fetcher = try Fetcher {
      $0.proxy = ProxyChoice("http://127.0.0.1:\(site.port)")
    }
    let fetched = try fetcher.fetch("http://a.test/")
    #expect(fetched.text == "a" && fetched.server?.address == nil)
  }

  @Test func `several transfers run at once, never more than there is room for`() throws {
    let site = try LoopbackSite(
      routes: [:], files: Fixture.site("gallery").appending(path: "public"),
      pace: Pace(latency: .milliseconds(2)))
    let fetcher = try Fetcher(capacity: 4)
    let ended = fetcher.fetch(try jobs(site, (0..<40).map { "/?\($0)" }))
    #expect(ended.values.allSatisfy { $0.text?.contains("<") == true })
    #expect(Set(site.requests.map(\.connection)).count == 4)
  }

  @Test func `a first request that hangs keeps no other of its host waiting`() throws {
    let site = try LoopbackSite(routes: ["/hang": .hang, "/a": .html("a")])
    let fetcher = try Fetcher(capacity: 2) { $0.timeout = .seconds(30) }
    for job in try jobs(site, ["/hang", "/a"]) { fetcher.loop.start(job) }
    var ended: [Fetched] = []
    while ended.isEmpty { ended = fetcher.loop.turn(waitingUntil: nil) }
    #expect(ended.map(\.text) == ["a"])
    #expect(fetcher.loop.abandon().map(\.job.address.path) == ["/hang"])
  }

  @Test func `room counts what is started and not told`() throws {
    let site = try LoopbackSite(routes: ["/": .html("x"), "/b": .html("y")])
    let fetcher = try Fetcher(capacity: 2)
    #expect(fetcher.loop.room == 2 && fetcher.loop.isIdle)
    for job in try jobs(site, ["/", "/b"]) { fetcher.loop.start(job) }
    #expect(fetcher.loop.room == 0 && !fetcher.loop.isIdle)
    var ended = 0
    while ended < 2 { ended += fetcher.loop.turn(waitingUntil: nil).count }
    #expect(fetcher.loop.room == 2 && fetcher.loop.isIdle)
  }

  @Test func `the waker wakes a loop that sleeps`() throws {
    let site = try LoopbackSite(routes: ["/": .hang])
    let fetcher = try Fetcher()
    for job in try jobs(site, ["/"]) { fetcher.loop.start(job) }
    while site.requests.isEmpty { _ = fetcher.loop.turn(waitingUntil: .now + .milliseconds(1)) }
    let waker = fetcher.loop.waker
    let caller = Thread { waker.wake() }
    let deadline = MonotonicTime.now + .seconds(30)
    caller.start()
    #expect(fetcher.loop.turn(waitingUntil: deadline).isEmpty)
    #expect(.now < deadline, "it slept until its time had come")
    #expect(!fetcher.loop.isIdle)
    _ = fetcher.loop.abandon()
  }

  @Test func `a waker may be called when its loop is gone`() throws {
    var fetcher: Fetcher? = try Fetcher()
    let waker = try #require(fetcher).loop.waker
    fetcher = nil
    waker.wake()
    #expect(fetcher == nil)
  }

  @Test func `what is abandoned is neither done nor failed, and the loop goes on`() throws {
    let site = try LoopbackSite(routes: [
      "/a": .hang, "/b": .hangAfterHeaders(.html("bbb")), "/c": .html("c"),
    ])
    let fetcher = try Fetcher(capacity: 2)
    let hanging = try jobs(site, ["/a", "/b"])
    for job in hanging { fetcher.loop.start(job) }
    while site.requests.count < 2 {
      #expect(fetcher.loop.turn(waitingUntil: .now + .milliseconds(1)).isEmpty)
    }
    #expect(Set(fetcher.loop.abandon()) == Set(hanging))
    #expect(fetcher.loop.isIdle && fetcher.loop.room == 2)
    #expect(fetcher.loop.turn(waitingUntil: .now).isEmpty)
    #expect(try fetcher.fetch(site.url("/c")).text == "c")
    // Both connections are closed, or the site would wait for ever.
    site.stop()
  }

  @Test func `a small image stays in memory and a large one goes to a file`() throws {
    let (small, large) = (Picture.png("small"), Picture.png("large", padding: 900_000))
    let site = try LoopbackSite(routes: [
      "/small": .bytes(small, type: "image/png"), "/large": .bytes(large, type: "image/png"),
      "/chunked": .chunked(.bytes(large, type: "image/png")),
    ])
    let fetcher = try Fetcher()
    for (path, bytes) in [("/small", small), ("/large", large), ("/chunked", large)] {
      let fetched = try fetcher.fetch(site.url(path), as: .image)
      guard case .image(let content, let facts) = fetched.result else {
        Issue.record("\(path) is \(fetched.result)")
        continue
      }
      #expect(facts.format == .png)
      #expect(content.count == bytes.count)
      #expect(content.digest == SHA256Digest(of: bytes.span))
      switch content.place {
      case .memory(let kept):
        #expect(kept == bytes && path == "/small")
      case .file(let file):
        #expect(path != "/small")
        #expect(try Data(contentsOf: URL(filePath: file.path)) == Data(bytes))
      }
    }
    // Nobody holds the files any more, so that they are gone.
    #expect(try fetcher.folder.contents().isEmpty)
  }

  @Test func `what broke off leaves nothing in the digest of the next`() throws {
    let bytes = Picture.png("whole", padding: 20_000)
    let content = Content.bytes(bytes, type: "image/png")
    let site = try LoopbackSite(routes: [
      "/broken": .partial(content, missing: 5_000), "/whole": .serve(content),
    ])
    let fetcher = try Fetcher(capacity: 1)
    #expect(try fetcher.fetch(site.url("/broken"), as: .image).fault != nil)
    guard case .image(let image, _) = try fetcher.fetch(site.url("/whole"), as: .image).result
    else {
      Issue.record("the whole image is one")
      return
    }
    #expect(image.digest == SHA256Digest(of: bytes.span))
  }

  @Test func `what the judge does not want is cut off`() throws {
    let site = try LoopbackSite(routes: ["/": .endlessBody(type: "image/png")])
    let fetcher = try Fetcher(judge: Refuser())
    let fetched = try fetcher.fetch(site.url("/"), as: .image)
    #expect(fetched.skip == .format)
    #expect(fetched.response?.status == 200)
    #expect(fetched.response?.bytes == 0)
  }

  @Test func `the head of an answer is told with its result`() throws {
    let site = try LoopbackSite(routes: [
      "/": .withHeaders(
        ["ETag": "\"x\"", "Last-Modified": "then", "Content-Type": "text/html; charset=big5"],
        then: .html("abc")),
      "/moved": .redirect(status: 307, to: "../x?y#z"),
    ])
    let fetcher = try Fetcher()
    let fetched = try fetcher.fetch(site.url("/"))
    let response = try #require(fetched.response)
    #expect(response.status == 200 && response.bytes == 3)
    #expect(response.etag == "\"x\"" && response.lastModified == "then")
    #expect(response.contentType == "text/html; charset=big5")
    #expect(response.fetchedAt.seconds > 1_700_000_000)
    #expect(fetched.head.declaredCharset == "big5")
    guard case .redirect("../x?y#z") = try fetcher.fetch(site.url("/moved")).result else {
      Issue.record("a redirect is told with its target as it stands")
      return
    }
  }

  @Test func `validators go back byte for byte, and the bytes of a target are percent-encoded`()
    throws
  {
    func head(_ lines: [UInt8]) -> Behaviour {
      .raw(Array("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n".utf8) + lines + Array("\r\na".utf8))
    }
    let tag: [UInt8] = [0x22, 0xE9, 0xC3, 0xA9, 0x22]
    let site = try LoopbackSite(routes: [
      "/a": head(Array("ETag: ".utf8) + tag + [0x0D, 0x0A]),
      "/moved": .raw(
        Array("HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: /".utf8)
          + [0xE9, 0x0D, 0x0A, 0x0D, 0x0A]),
    ])
    let fetcher = try Fetcher(capacity: 1)
    let first = try fetcher.fetch(site.url("/a"))
    let earlier = EarlierVisit(
      column: .taken, answeredBy: first.job.address, etag: first.response?.etag)
    _ = fetcher.fetch([Assignment(first.job, Request(first.job, earlier: earlier))])
    let sent = try #require(site.requests.last).head
    let line = Array("If-None-Match: ".utf8) + tag + [0x0D, 0x0A]
    #expect(sent.indices.contains { sent[$0...].starts(with: line) })
    guard case .redirect("/%E9") = try fetcher.fetch(site.url("/moved")).result else {
      Issue.record("a byte of the target is lost")
      return
    }
  }

  @Test func `the address is sent as it was judged`() throws {
    let site = try LoopbackSite(routes: [:])
    _ = try Fetcher().fetch(site.url("/a%2F..%2fb/c%20d?x=[1]|2&y='%C3%BC'#part"))
    #expect(site.requests.map(\.target) == ["/a%2F..%2fb/c%20d?x=[1]|2&y=%27%C3%BC%27"])
    #expect(site.requests.first?.header("Accept-Encoding")?.contains("gzip") == true)
  }
}

/// Wants nothing.
private struct Refuser: TransferJudge {
  func judge(head: ResponseHead, for assignment: Assignment) -> Judgement { .skip(.format) }

  func judge(
    prefix: Span<UInt8>, isComplete: Bool, head: ResponseHead, for assignment: Assignment
  ) -> Judgement { .skip(.tooSmall) }

  func isWhole(_ image: Span<UInt8>, _ facts: ImageFacts) -> Bool { false }
  func isWhole(document: Span<UInt8>) -> Bool { false }
}
