import Addressing
import CrawlModel
import TestSupport
import Testing
import Threads

@testable import Fetching

/// Servers that send without end what is no part of a body: a transfer ends all the same.
///
/// They stop after some gigabytes, so that a failure ends too; the transfers have ended long before.
struct EndlessAnswerTests {
  @Test func `extensions of a chunk without end do not keep a transfer from its timeout`() throws {
    let server = try RawServer { connection in
      _ = connection.receive()
      let head = "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nTransfer-Encoding: chunked\r\n\r\n5"
      guard connection.send(Array(head.utf8)) else { return }
      let extensions = Array(String(repeating: ";a=b", count: 1 << 14).utf8)
      var sent = 0
      while sent < 4 << 30, connection.send(extensions) { sent += extensions.count }
    }
    let fetcher = try Fetcher { $0.timeout = .milliseconds(100) }
    let fetched = try fetcher.fetch("http://127.0.0.1:\(server.port)/a.png", as: .image)
    #expect(fetched.fault?.reason == .timeout)
  }

  @Test(.enabled(if: RawTLSServer.isAvailable, "openssl is not on this machine"))
  func `interim responses of HTTP 2 without end end all transfers of the connection`() throws {
    let server = try RawTLSServer()
    let wasSent = Monitor(false)
    let thread = try WorkerThread(name: "interim responses") {
      let connection = server.connection
      // Until the preface, the settings and some requests are there.
      var received = 0
      while received < 200 {
        let bytes = connection.receive()
        if bytes.isEmpty { return }
        received += bytes.count
      }
      guard connection.send(Self.frame(type: 4, flags: 0, stream: 0, [])) else { return }
      // `:status: 103` as a literal, named by the static table (RFC 7541, appendix A and §6.2.2).
      let interim: [UInt8] = [0x08, 0x03] + Array("103".utf8)
      let frames = [1, 3, 5, 7].flatMap { Self.frame(type: 1, flags: 4, stream: $0, interim) }
      let many = Array(repeating: frames, count: 1 << 10).flatMap { $0 }
      var sent = 0
      while sent < 1 << 30, connection.send(many) { sent += many.count }
      wasSent.withLock { $0 = sent >= 1 << 30 }
    }
    let fetcher = try Fetcher {
      $0.timeout = .milliseconds(500)
      $0.verifiesCertificates = false
    }
    let ended = fetcher.fetch(
      try (0..<4).map { number in
        let address = try WebAddress("https://127.0.0.1:\(server.port)/\(number).png")
        return Assignment(Job(address: address, kind: .image))
      })
    #expect(ended.count == 4 && ended.values.allSatisfy { $0.fault != nil })
    #expect(!wasSent.withLock { $0 }, "the transfers ended only when the server had")
    server.stop()
    thread.join()
  }

  @Test func `chunks of one byte without end do not keep other hosts from being read`() throws {
    let most = 32 << 20
    let sent = Monitor(0)
    let endless = try RawServer { connection in
      _ = connection.receive()
      guard connection.send(Self.chunkedHead + Self.chunk(Self.signature)) else { return }
      let chunks = Self.smallChunks(of: Array(repeating: 0, count: 1 << 14))
      while sent.withLock({ $0 }) < most, connection.send(chunks) {
        sent.withLock { $0 += chunks.count }
      }
    }
    let other = try LoopbackSite(routes: ["/": .html("here")])
    let fetcher = try Fetcher()
    let loop = fetcher.loop
    let address = try WebAddress("http://127.0.0.1:\(endless.port)/a.png")
    loop.start(Assignment(Job(address: address, kind: .image)))
    while sent.withLock({ $0 }) < most / 32 { _ = loop.turn(waitingUntil: nil) }
    for _ in 0..<5 {
      loop.start(Assignment(Job(address: try WebAddress(other.url("/")), kind: .page)))
      while !loop.turn(waitingUntil: nil).contains(where: { $0.text == "here" }), !loop.isIdle {}
    }
    #expect(sent.withLock { $0 } < most, "the other host waited until this one had ended")
    _ = loop.abandon()
  }

  @Test func `a content in very small chunks arrives whole`() throws {
    let content = Self.signature + (0..<100_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    let server = try RawServer { connection in
      _ = connection.receive()
      let end = Array("0\r\n\r\n".utf8)
      _ = connection.send(Self.chunkedHead + Self.smallChunks(of: content) + end)
    }
    let fetcher = try Fetcher()
    let fetched = try fetcher.fetch("http://127.0.0.1:\(server.port)/a.png", as: .image)
    #expect(fetched.imageBytes == content)
  }

  @Test func `a content in very small chunks ends the transfer when it is too large`() throws {
    let server = try RawServer { connection in
      _ = connection.receive()
      guard connection.send(Self.chunkedHead + Self.chunk(Self.signature)) else { return }
      // Less than the buffer of libcurl: nothing follows that could end it.
      _ = connection.send(Self.smallChunks(of: Array(repeating: 0, count: 5_000)))
      connection.waitForEnd()
    }
    let fetcher = try Fetcher { $0.maximumImageBytes = 2_000 }
    let fetched = try fetcher.fetch("http://127.0.0.1:\(server.port)/a.png", as: .image)
    #expect(fetched.skip == .tooLarge)
  }

  @Test func `an answer of a proxy to CONNECT without end ends the transfer`() throws {
    let most = 16 << 20
    let sent = Monitor(0)
    let proxy = try RawServer { connection in
      _ = connection.receive()
      let head = """
        HTTP/1.1 407 Who\r\nProxy-Authenticate: Basic realm="x"\r\n\
        Content-Length: 999999999999\r\n\r\n
        """
      let part = Array(repeating: UInt8(ascii: "a"), count: 1 << 14)
      guard connection.send(Array(head.utf8)) else { return }
      while sent.withLock({ $0 }) < most, connection.send(part) {
        sent.withLock { $0 += part.count }
      }
    }
    let fetcher = try Fetcher { $0.proxy = ProxyChoice("http://127.0.0.1:\(proxy.port)") }
    let fetched = try fetcher.fetch("https://127.0.0.1/a.png", as: .image)
    #expect(fetched.fault == .init(reason: .protocol, isPassing: false))
    #expect(sent.withLock { $0 } < most, "the transfer ended only when the proxy had")
  }

  private static let chunkedHead = Array(
    "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nTransfer-Encoding: chunked\r\n\r\n".utf8)
  private static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

  private static func chunk(_ bytes: [UInt8]) -> [UInt8] {
    Array("\(String(bytes.count, radix: 16))\r\n".utf8) + bytes + Array("\r\n".utf8)
  }

  /// Each byte as a chunk.
  private static func smallChunks(of bytes: [UInt8]) -> [UInt8] {
    bytes.flatMap { [0x31, 0x0D, 0x0A, $0, 0x0D, 0x0A] as [UInt8] }
  }

  private static func frame(type: UInt8, flags: UInt8, stream: Int, _ payload: [UInt8]) -> [UInt8] {
    [0, 0, UInt8(payload.count), type, flags, 0, 0, 0, UInt8(stream)] + payload
  }
}
