import CrawlModel
import TestSupport
import Testing

@testable import Fetching

/// Heads that break the rules of HTTP, read as browsers read them.
struct OddHeadTests {
  private static let picture = Picture.png("odd")
  private static let type = "Content-Type: image/png\r\n"
  private static let length = "Content-Length: \(picture.count)\r\n"

  private func fetch(
    _ head: String, _ body: [UInt8] = picture, closes: Bool = true, as kind: Job.Kind = .image
  ) throws -> Fetched {
    let site = try LoopbackSite(routes: [
      "/": .raw(Array(head.utf8) + body, closes: closes), "/a": .html("a"),
    ])
    // The handle was used before, and is used again.
    let fetcher = try Fetcher(capacity: 1)
    #expect(try fetcher.fetch(site.url("/a")).text == "a")
    let fetched = try fetcher.fetch(site.url("/"), as: kind)
    #expect(try fetcher.fetch(site.url("/a")).text == "a")
    return fetched
  }

  @Test(
    arguments: [
      "this line has no colon\r\n", "no colon\r\nnone here either\r\n", ": no name\r\n",
      "no colon\n", "A Name With Spaces: value\r\n", "PHP Warning  in /srv/a.php on line 7\r\n",
      "X-A: a\r\nno colon\r\n and its next line\r\nX-B: b\r\n", "\u{7F}\u{1}\u{2}: \u{3}\r\n",
      "X-Folded: a\r\n b\r\n\tc\r\n", "Content-Length:\r\n", "Content-Length: \r\n",
      "Content-Length: many\r\n", "Content-Length: -1\r\n", "X-Empty:\r\n", " X-First: a\r\n",
      "Transfer-Encoding: utf-8\r\n", "Transfer-Encoding: identity\r\n", "<html>\r\n",
    ])
  func `a line that is no header is ignored`(lines: String) throws {
    for (first, last) in [(lines, ""), ("", lines)] {
      let head = "HTTP/1.1 200 OK\r\n\(first)\(Self.type)Connection: close\r\n\(last)\r\n"
      let fetched = try fetch(head)
      #expect(fetched.imageBytes == Self.picture, "\(fetched.result)")
    }
  }

  @Test(
    arguments: [
      "HTTP/1.1 200\r\n", "HTTP/1.1 200 \r\n", "HTTP/1.1  200  OK\r\n", "HTTP/1.1\t200\tOK\r\n",
      "http/1.1 200 ok\r\n", "Http/1.0 200 OK\r\n", "ICY 200 OK\r\n", "HTTP/1.2 200 OK\r\n",
      "HTTP/1 200 OK\r\n", "HTTP/2 200\r\n", "HTTP/1.1 200 OK\n", "\r\nHTTP/1.1 200 OK\r\n",
      " HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 \u{1}\u{2}\r\n", "HTTP/0.9 200 OK\r\n",
      "HTTP 200 OK\r\n",
      "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n",
      "HTTP/1.1 103 Early Hints\r\nno colon\r\n\r\nHTTP/1.1 200 OK\r\n",
    ])
  func `a status line is read in whatever form`(line: String) throws {
    let fetched = try fetch("\(line)\(Self.type)\(Self.length)Connection: close\r\n\r\n")
    #expect(fetched.imageBytes == Self.picture, "\(fetched.result)")
    #expect(fetched.response?.status == 200)
  }

  @Test(arguments: [1, 20, 60, ResponseHead.maximumInterimAnswers])
  func `interim answers say nothing of the final one`(count: Int) throws {
    let hint = "HTTP/1.1 103 Early Hints\r\nLink: </style.css>; rel=preload\r\n\r\n"
    let fetched = try fetch(
      String(repeating: hint, count: count)
        + "HTTP/1.1 200 OK\r\n\(Self.type)\(Self.length)Connection: close\r\n\r\n")
    #expect(fetched.imageBytes == Self.picture, "\(fetched.result)")
  }

  @Test func `interim answers without end are told as what they are`() throws {
    let hint = "HTTP/1.1 103 Early Hints\r\n\r\n"
    let fetched = try fetch(String(repeating: hint, count: 150), [])
    #expect(fetched.fault?.reason == .protocol)
    #expect(fetched.detail?.contains("interim responses (1xx)") == true)
  }

  @Test func `interim answers that are too large are told as that`() throws {
    let field = "X-Hint: \(String(repeating: "a", count: 8_000))\r\n"
    let hint = "HTTP/1.1 103 Early Hints\r\n\(field)\r\n"
    let fetched = try fetch(String(repeating: hint, count: 60), [])
    #expect(fetched.fault?.reason == .headersTooLarge, "\(fetched.result)")
  }

  @Test(arguments: [404, 301, 503])
  func `a status in small letters is its own`(status: Int) throws {
    let fetched = try fetch(
      "http/1.1 \(status) x\r\nLocation: /b\r\nContent-Length: 1\r\n\r\n", [1])
    #expect(fetched.response?.status == status)
    #expect(fetched.imageBytes == nil)
  }

  @Test(
    arguments: [
      "", "no colon\r\n", "Transfer-Encoding: chunked\r\nno colon\r\n",
    ])
  func `line feeds alone end lines`(lines: String) throws {
    let isChunked = lines.contains("chunked")
    let body =
      isChunked
      ? Array("\(String(Self.picture.count, radix: 16));x=y\n".utf8) + Self.picture
        + Array("\n0\nX-Trailer: a\n\n".utf8) : Self.picture
    let size = isChunked ? "" : Self.length
    let head = "HTTP/1.1 200 OK\r\n\(Self.type)\(size)\(lines)\r\n".replacing("\r\n", with: "\n")
    let fetched = try fetch(head, body, closes: false)
    #expect(fetched.imageBytes == Self.picture, "\(fetched.result)")
  }

  @Test(
    arguments: [
      "Content-Length: N\r\nContent-Length: N\r\n", "Content-Length: N, N\r\n",
      "Content-Length: N\r\nContent-Length:\r\n", "Content-Length: N,N\r\nno colon\r\n",
    ])
  func `equal lengths are one, and the connection need not close`(lines: String) throws {
    let lines = lines.replacing("N", with: "\(Self.picture.count)")
    let fetched = try fetch("HTTP/1.1 200 OK\r\n\(Self.type)\(lines)\r\n", closes: false)
    #expect(fetched.imageBytes == Self.picture, "\(fetched.result)")
  }

  @Test func `a folded header has the value of all its lines`() throws {
    let head = "HTTP/1.1 200 OK\r\n\(Self.type)X-Long: a\r\n  b\r\n\tc\r\n\(Self.length)\r\n"
    let fetched = try fetch(head)
    #expect(fetched.head.headers["x-long"] == "a b c")
    #expect(fetched.imageBytes == Self.picture)
  }

  @Test func `fields behind the body are no headers`() throws {
    let body = Array("\(String(Self.picture.count, radix: 16))\r\n".utf8) + Self.picture
    let head = "HTTP/1.1 200 OK\r\n\(Self.type)Transfer-Encoding: chunked\r\n\r\n"
    let fetched = try fetch(
      head, body + Array("\r\n0\r\nContent-Encoding: gzip\r\nETag: x\r\n\r\n".utf8), closes: false)
    #expect(fetched.imageBytes == Self.picture, "\(fetched.result)")
    #expect(fetched.head.headers["etag"] == nil)
  }

  @Test(
    arguments: [
      ("HTTP/1.1 200 OK\r\nX: a\0b\r\n\r\n", FailureReason.protocol, false),
      ("HTTP/1.1 200 OK\r\nno colon\0\r\n\r\n", .protocol, false),
      ("GET / HTTP/1.1\r\n\r\n", .protocol, false), ("<html>", .protocol, false),
      ("HTTP/1.1 abc OK\r\n\r\n", .protocol, false), ("\r\n\r\n\r\n\r\n\r\n\r\n", .protocol, false),
      ("HTTP/1.1 101 Switching Protocols\r\n\r\n", .protocol, false),
      ("HTTP/1.1 100 Continue\r\n\r\n", .reset, true), ("", .reset, true),
      ("HTTP/1.1 200 OK\r\nno colon\r\nX: a", .reset, true),
    ])
  func `what browsers refuse is refused`(
    answer: String, reason: FailureReason, passes: Bool
  ) throws {
    let fault = try fetch(answer, [], as: .page).fault
    #expect(fault == .init(reason: reason, isPassing: passes))
  }

  @Test(arguments: ["zz\r\n", "-5\r\n", "\r\n", "5\r\nabcdefghij\r\n"])
  func `a wrong chunk size breaks the rules of HTTP`(chunk: String) throws {
    for lines in ["", "no colon\r\n"] {
      let head = "HTTP/1.1 200 OK\r\n\(lines)Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n"
      let fault = try fetch(head + chunk, [], as: .page).fault
      #expect(fault == .init(reason: .protocol, isPassing: true))
    }
  }
}
