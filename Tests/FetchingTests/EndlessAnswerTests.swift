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

  private static func frame(type: UInt8, flags: UInt8, stream: Int, _ payload: [UInt8]) -> [UInt8] {
    [0, 0, UInt8(payload.count), type, flags, 0, 0, 0, UInt8(stream)] + payload
  }
}
