import Addressing
import Glibc
import TestSupport
import Testing
import Threads

@testable import Serving

/// A server whose answer to each request is its path.
private func server(
  _ limits: VisitorLimits = VisitorLimits(), secret: Secret? = nil,
  _ answer: @escaping @Sendable (PageRequest) -> PageAnswer = { .plain(200, $0.path) }
) throws -> PageServer {
  try PageServer(
    at: .v4(0x7F00_0001), port: 0, limits: limits,
    door: Door(boundTo: .v4(0x7F00_0001), secret: secret), answer: answer)
}

/// The server of the live page, as those meet it who connect to it.
@Suite(.timeLimit(.minutes(30)))
struct PageServerTests {
  @Test func `a request gets its answer, and the next one too`() throws {
    let server = try server()
    let visitor = try Visitor(port: server.place.port)
    for path in ["/a", "/b"] {
      visitor.send("GET \(path)?q=1 HTTP/1.1\r\nHost: localhost\r\n\r\n")
      let answer = visitor.receive(until: path + "\n")
      #expect(answer.hasPrefix("HTTP/1.1 200 OK\r\n"))
      #expect(answer.contains("Connection: keep-alive\r\n"))
    }
    visitor.send("HEAD /c HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
    let answer = visitor.receive()
    #expect(answer.contains("Content-Length: 3\r\n"))
    #expect(answer.hasSuffix("\r\n\r\n"))
  }

  @Test func `two requests that arrive together get both answers`() throws {
    let server = try server()
    let visitor = try Visitor(port: server.place.port)
    visitor.send(
      "GET /a HTTP/1.1\r\nHost: localhost\r\n\r\nGET /b HTTP/1.1\r\nHost: localhost\r\n"
        + "Connection: close\r\n\r\n")
    let answer = visitor.receive()
    #expect(answer.contains("\r\n\r\n/a\nHTTP/1.1 200 OK"))
    #expect(answer.hasSuffix("\r\n\r\n/b\n"))
  }

  @Test func `every answer is only for its own pages`() throws {
    let server = try server()
    for path in ["/", "/missing"] {
      let answer = try Visitor.get(path, at: server.place.port)
      for field in [
        "X-Content-Type-Options: nosniff", "Cross-Origin-Resource-Policy: same-origin",
        "Referrer-Policy: no-referrer", "X-Frame-Options: DENY", "Cache-Control: no-store",
        "Content-Security-Policy: default-src 'none'",
      ] { #expect(answer.contains("\r\n\(field)"), "\(field)") }
      #expect(!answer.contains("Access-Control"))
    }
  }

  @Test(arguments: [
    "GET / HTTP/1.1\r\n\r\n", "GET / HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n\r\n",
    "GET http://localhost/ HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "GET  / HTTP/1.1\r\nHost: a\r\n\r\n",
    "GET / HTTP/2\r\nHost: localhost\r\n\r\n", "GET /\u{7F} HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "GET /ü HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: localhost\r\n a: b\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: localhost\r\nno colon\r\n\r\n", "\r\n\r\n\r\n\r\n",
    "GET / HTTP/1.1\r\nHost : localhost\r\n\r\n", "GET / HTTP/1.1\r\nHost: local\u{1}host\r\n\r\n",
  ])
  func `a malformed request is refused`(request: String) throws {
    let server = try server()
    let visitor = try Visitor(port: server.place.port)
    visitor.send(request)
    let answer = visitor.receive()
    #expect(answer.hasPrefix("HTTP/1.1 400 ") || answer.hasPrefix("HTTP/1.1 421 "), "\(answer)")
    #expect(answer.contains("Connection: close\r\n"))
  }

  @Test func `a request with a body is refused`() throws {
    let server = try server()
    for field in ["Content-Length: 5", "Transfer-Encoding: chunked"] {
      let answer = try Visitor.get("/", at: server.place.port, field + "\r\n")
      #expect(answer.hasPrefix("HTTP/1.1 413 "))
    }
  }

  @Test func `a head without an end is refused at its limit`() throws {
    let server = try server()
    let visitor = try Visitor(port: server.place.port)
    visitor.send("GET / HTTP/1.1\r\nHost: localhost\r\nX: ")
    visitor.send([UInt8](repeating: UInt8(ascii: "a"), count: 20_000))
    #expect(visitor.receive().hasPrefix("HTTP/1.1 431 "))
    let many = String(repeating: "X: 1\r\n", count: 200)
    #expect(try Visitor.get("/", at: server.place.port, many).hasPrefix("HTTP/1.1 431 "))
  }

  @Test func `a head that never ends is given up`() throws {
    var limits = VisitorLimits()
    limits.patience = .milliseconds(50)
    let server = try server(limits)
    let slow = try Visitor(port: server.place.port)
    slow.send("GET / HT")
    #expect(slow.receive().hasPrefix("HTTP/1.1 408 "))
    let idle = try Visitor(port: server.place.port)
    #expect(idle.receive().isEmpty)
  }

  @Test func `no more connections than allowed are served, and places become free again`() throws {
    var limits = VisitorLimits()
    limits.connections = 2
    let server = try server(limits)
    var visitors: [Visitor] = []
    for _ in 1...2 {
      let visitor = try Visitor(port: server.place.port)
      visitor.send("GET /in HTTP/1.1\r\nHost: localhost\r\n\r\n")
      _ = visitor.receive(until: "/in\n")
      visitors.append(visitor)
    }
    let refused = try Visitor(port: server.place.port).receive()
    #expect(refused.hasPrefix("HTTP/1.1 503 "))
    #expect(refused.contains("Retry-After: "))
    visitors.removeAll()
    while try !Visitor.get("/again", at: server.place.port).hasPrefix("HTTP/1.1 200") {}
  }

  @Test func `a visitor who does not read is given up`() throws {
    var limits = VisitorLimits()
    limits.connections = 1
    limits.stillness = .milliseconds(50)
    let server = try server(limits) { request in
      request.path == "/large"
        ? PageAnswer(type: "text/plain", .bytes([UInt8](repeating: 0, count: 50_000_000)))
        : .plain(200, "")
    }
    let slow = try Visitor(port: server.place.port)
    slow.send("GET /large HTTP/1.1\r\nHost: localhost\r\n\r\n")
    while try !Visitor.get("/", at: server.place.port).hasPrefix("HTTP/1.1 200") {}
    withExtendedLifetime(slow) {}
  }

  @Test func `large answers that nobody reads leave room for others`() throws {
    let size = 30_000_000
    var limits = VisitorLimits()
    limits.answerBytes = 1_000
    limits.answerMemory = size
    let server = try server(limits) { request in
      let count = request.path == "/large" ? size : 1_000
      return PageAnswer(
        type: "text/plain", .bytes([UInt8](repeating: UInt8(ascii: "x"), count: count)))
    }
    let request = "GET /large HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    let slow = try Visitor(port: server.place.port)
    slow.send(request)
    let start = slow.receive(until: "\r\n\r\n")
    #expect(start.hasPrefix("HTTP/1.1 200 "))
    for _ in 1...5 {
      let refused = try Visitor.get("/large", at: server.place.port)
      #expect(refused.hasPrefix("HTTP/1.1 503 "), "\(refused.prefix(100))")
      #expect(refused.contains("\r\nRetry-After: "))
      #expect(try Visitor.get("/small", at: server.place.port).hasPrefix("HTTP/1.1 200 "))
    }
    // Once it is read, or its visitor has left, another one has its place.
    #expect(start.utf8.count + slow.receive().utf8.count > size)
    while try !Visitor.get("/large", at: server.place.port).hasPrefix("HTTP/1.1 200") {}
  }

  @Test func `a large answer arrives as it is`() throws {
    let bytes = (0..<200_003).map { UInt8(ascii: "a") + UInt8($0 % 23) }
    let server = try server { _ in PageAnswer(type: "text/plain", .bytes(bytes)) }
    let answer = try Visitor.get("/", at: server.place.port)
    #expect(answer.hasSuffix("\r\n\r\n" + String(decoding: bytes, as: UTF8.self)))
  }

  @Test func `only a few answers are made at a time`() throws {
    struct Making {
      var now = 0
      var most = 0
      var made = 0
    }
    let making = Monitor(Making())
    var limits = VisitorLimits()
    limits.answersAtOnce = 2
    let server = try server(limits) { _ in
      making.withLock { state in
        state.now += 1
        state.most = max(state.most, state.now)
      }
      making.broadcast()
      // The first waits until another one is made with it; there is no third.
      making.wait { $0.most > 1 ? .finish(()) : .sleep }
      sched_yield()
      making.withLock { state in
        state.now -= 1
        state.made += 1
      }
      return .plain(200, "made")
    }
    let visitors = try (1...8).map { _ in try Visitor(port: server.place.port) }
    for visitor in visitors { visitor.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n") }
    for visitor in visitors {
      #expect(visitor.receive(until: "made\n").hasPrefix("HTTP/1.1 200 "))
    }
    #expect(making.withLock { $0.made } == 8)
    #expect(making.withLock { $0.most } == 2)
  }

  @Test func `a port in use is named, with what to do`() throws {
    let server = try server()
    let error = #expect(throws: ServingError.self) {
      try PageServer(
        at: .v4(0x7F00_0001), port: server.place.port,
        door: Door(boundTo: .v4(0x7F00_0001), secret: nil)
      ) { _ in .plain(200, "") }
    }
    #expect(error?.code == .portInUse)
    #expect(error?.message.contains("--port 0") == true)
  }

  @Test func `an address of another machine is named`() throws {
    let other = IPAddress.v4(0xC000_0201)
    let error = #expect(throws: ServingError.self) {
      try PageServer(at: other, port: 0, door: Door(boundTo: other, secret: nil)) { _ in
        .plain(200, "")
      }
    }
    #expect(error?.message.hasPrefix("This machine does not have the address 192.0.2.1.") == true)
  }
}

/// Which requests are answered at all.
struct DoorTests {
  private func status(_ answer: String) -> Substring { answer.dropFirst(9).prefix(3) }

  @Test(arguments: [
    ("127.0.0.1", "200"), ("127.0.0.1:8033", "200"), ("localhost", "200"), ("LOCALHOST:1", "200"),
    ("[::1]:80", "200"), ("[::1]", "200"), ("127.1.2.3", "200"), ("evil.example", "421"),
    ("evil.example:8033", "421"), ("localhost.evil.example", "421"),
    ("127.0.0.1.evil.example", "421"),
    ("192.0.2.7", "421"), ("[::2]", "421"), ("", "421"), ("localhost:80a", "421"), ("[::1", "421"),
    ("[::1]x", "421"), ("user@localhost", "421"),
  ])
  func `only names of this machine are answered`(host: String, expected: String) throws {
    let server = try server()
    #expect(status(try Visitor.get("/", at: server.place.port, host: host)) == expected)
  }

  @Test(arguments: [
    ("none", "navigate", "document", "200"), ("same-origin", "cors", "empty", "200"),
    ("cross-site", "navigate", "document", "200"), ("cross-site", "no-cors", "image", "403"),
    ("same-site", "cors", "empty", "403"), ("cross-site", "navigate", "iframe", "403"),
  ])
  func `other sites may link here and load nothing`(
    site: String, mode: String, destination: String, expected: String
  ) throws {
    let server = try server()
    let fields =
      "Sec-Fetch-Site: \(site)\r\nSec-Fetch-Mode: \(mode)\r\nSec-Fetch-Dest: \(destination)\r\n"
    #expect(status(try Visitor.get("/", at: server.place.port, fields)) == expected)
  }

  @Test(arguments: ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "get"])
  func `nothing but reading is allowed`(method: String) throws {
    let server = try server()
    let visitor = try Visitor(port: server.place.port)
    visitor.send("\(method) / HTTP/1.1\r\nHost: localhost\r\n\r\n")
    let answer = visitor.receive()
    #expect(status(answer) == "405")
    #expect(answer.contains("Allow: GET, HEAD\r\n"))
  }

  @Test func `without its secret a server answers nothing`() throws {
    let server = try server(secret: Secret())
    let secret = server.place.address.split(separator: "/").last.map(String.init) ?? ""
    #expect(secret.count == 32)
    let right = try Visitor.get("/\(secret)/a", at: server.place.port)
    #expect(right.hasSuffix("\r\n\r\n/a\n"))
    let last = secret.hasSuffix("0") ? "1" : "0"
    for path in [
      "/", "/a", "/\(secret.dropLast())", "/\(secret.dropLast() + last)/", "//\(secret)/",
    ] {
      #expect(status(try Visitor.get(path, at: server.place.port)) == "404", "\(path)")
    }
    #expect(Secret() != Secret())
  }

  @Test func `all addresses are answered at a server of all addresses, and no other name`() throws {
    let server = try PageServer(
      at: .v4(0), port: 0, door: Door(boundTo: .v4(0), secret: nil)
    ) { .plain(200, $0.path) }
    #expect(server.place.address == "http://127.0.0.1:\(server.place.port)/")
    #expect(status(try Visitor.get("/", at: server.place.port, host: "192.0.2.7")) == "200")
    #expect(status(try Visitor.get("/", at: server.place.port, host: "evil.example")) == "421")
  }
}

/// Server-sent events.
@Suite(.timeLimit(.minutes(30)))
struct EventFeedTests {
  @Test func `a late visitor gets the present state only, and all see its end`() throws {
    let feed = EventFeed()
    let server = try server { _ in PageAnswer(type: "text/event-stream", .events(feed)) }
    feed.send("state", Array("1".utf8))
    feed.send("state", Array("2".utf8))
    let visitors = try (1...2).map { _ in try Visitor(port: server.place.port) }
    for visitor in visitors {
      visitor.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
      let answer = visitor.receive(until: "data: 2\n\n")
      #expect(!answer.contains("data: 1"))
      #expect(!answer.contains("Content-Length"))
    }
    #expect(feed.listeners == 2)
    feed.send("end", Array("{}".utf8))
    server.stop(closing: feed)
    for visitor in visitors { #expect(visitor.receive() == "event: end\ndata: {}\n\n") }
    #expect(!feed.waitForListener())
  }

  @Test func `a visitor who has left listens no longer`() throws {
    let feed = EventFeed()
    let server = try server { _ in PageAnswer(type: "text/event-stream", .events(feed)) }
    do {
      let visitor = try Visitor(port: server.place.port)
      visitor.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
      _ = visitor.receive(until: "\r\n\r\n")
      #expect(feed.waitForListener())
    }
    while feed.listeners > 0 { feed.send("state", Array("1".utf8)) }
    server.stop(closing: feed)
  }
}
