import Glibc
import Redis
import TestSupport
import Testing
import Threads

/// Servers that are no Redis, or one that does not keep to the protocol.
struct LyingServerTests {
  private static let information = "redis_version:7.0.15\r\nrun_id:abc\r\nrole:master\r\n"
  private static let greeting = Array("$\(information.utf8.count)\r\n\(information)\r\n".utf8)

  private func settings(_ server: RawServer) throws -> RedisConnection.Settings {
    try RedisConnection.Settings(RedisAddress("redis://127.0.0.1:\(server.port)"))
  }

  /// A server that greets well, and then answers one command.
  private func server(
    answering serve: @escaping @Sendable (RawConnection) -> Void
  ) throws -> RawServer {
    try RawServer { connection in
      _ = connection.receive()
      guard connection.send(Self.greeting), !connection.receive().isEmpty else { return }
      serve(connection)
    }
  }

  private func failure(_ server: RawServer, timeout: Duration = .seconds(60)) throws -> RedisError {
    var settings = try settings(server)
    settings.answerTimeout = timeout
    let connection = try RedisConnection(settings)
    let error = try #require(throws: RedisError.self) { try connection.call(RedisCommand("PING")) }
    return error
  }

  @Test(arguments: [
    "HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n", "SSH-2.0-OpenSSH_9.2\r\n",
    "220 mail.test ESMTP\r\n", "\u{15}\u{3}\u{1}\u{0}\u{2}\u{2}\u{46}", "+OK\r\n",
    "$5\r\nhello\r\n", "*1\r\n+a\r\n", ":1\r\n", "$-1\r\n",
  ])
  func `a server of another kind is named as such`(answer: String) throws {
    let server = try RawServer(answering: Array(answer.utf8))
    let error = try #require(throws: RedisError.self) { try RedisConnection(settings(server)) }
    #expect(error.code == .notRedis, "\(error)")
    #expect(error.message.contains("rediss://"))
  }

  @Test(arguments: ["6.2.14", "2.8", "x", "6"])
  func `an old version is refused`(version: String) throws {
    let text = "redis_version:\(version)\r\nrun_id:a\r\n"
    let server = try RawServer(answering: Array("$\(text.utf8.count)\r\n\(text)\r\n".utf8))
    let error = try #require(throws: RedisError.self) { try RedisConnection(settings(server)) }
    #expect(error.code == .tooOld && error.message.contains("7.0"))
  }

  @Test(
    arguments: [
      ("OOM command not allowed when used memory > 'maxmemory'.", .outOfMemory),
      ("NOAUTH Authentication required.", .notAllowed), ("WRONGPASS invalid pair", .notAllowed),
      ("NOPERM this user has no permissions", .notAllowed), ("DENIED protected mode", .notAllowed),
      ("READONLY You can't write against a read only replica.", .readOnly),
      ("LOADING Redis is loading the dataset in memory", .notReady),
      ("BUSY Redis is busy running a script.", .notReady), ("NOSCRIPT No matching", .notReady),
      ("MASTERDOWN Link with MASTER is down", .notReady),
      ("ERR max number of clients reached", .notReady),
      ("MISCONF Redis is configured", .cannotSave),
      ("MOVED 3999 127.0.0.1:6381", .moved), ("CLUSTERDOWN Hash slot not served", .notReady),
      ("CROSSSLOT Keys in request", .refused),
      ("ERR SELECT is not allowed in cluster mode", .refused),
      ("WRONGTYPE Operation against a key", .refused),
      ("ERR anything else", .refused), ("", .refused),
    ] as [(String, RedisError.Code)])
  func `each refusal has its kind, and the words of the server`(
    words: String, code: RedisError.Code
  ) throws {
    let error = try failure(server { _ = $0.send(Array("-\(words)\r\n".utf8)) })
    #expect(error.code == code)
    #expect(error.message.contains("'\(words)'"))
  }

  @Test(arguments: ["", "+PO", "$10\r\nabc", "*2\r\n+a\r\n", "*3\r\n*1\r\n$4\r\nab"])
  func `an answer that is cut off says that the connection was closed`(start: String) throws {
    let error = try failure(server { _ = $0.send(Array(start.utf8)) })
    #expect(error.code == .closed)
  }

  @Test(arguments: ["", "+PO", "$10\r\nabc", "*2\r\n+a\r\n"])
  func `an answer that stops in the middle ends with the time for it`(start: String) throws {
    let server = try server {
      _ = $0.send(Array(start.utf8))
      $0.waitForEnd()
    }
    #expect(try failure(server, timeout: .milliseconds(200)).code == .timedOut)
  }

  @Test func `a call that is cancelled ends without its answer`() throws {
    let isCancelled = Monitor(false)
    let server = try server { connection in
      isCancelled.withLock { $0 = true }
      connection.waitForEnd()
    }
    var settings = try settings(server)
    settings.answerTimeout = .seconds(3600)
    settings.isCancelled = { isCancelled.withLock { $0 } }
    let connection = try RedisConnection(settings)
    let error = try #require(throws: RedisError.self) { try connection.call(RedisCommand("PING")) }
    #expect(error.code == .timedOut && !connection.isOpen)
    #expect(throws: RedisError.self) { try RedisConnection(settings) }
  }

  @Test func `a call that is cancelled before is not sent`() throws {
    let received = Monitor<[UInt8]?>(nil)
    let server = try RawServer { connection in
      _ = connection.receive()
      _ = connection.send(Self.greeting)
      let bytes = Array(connection.receive())
      received.withLock { $0 = bytes }
      received.broadcast()
    }
    let isCancelled = Monitor(false)
    var settings = try settings(server)
    settings.isCancelled = { isCancelled.withLock { $0 } }
    let connection = try RedisConnection(settings)
    isCancelled.withLock { $0 = true }
    #expect(throws: RedisError.self) { try connection.call(RedisCommand("PING")) }
    #expect(received.wait { $0.map { .finish($0) } ?? .sleep } == [])
  }

  /// Each byte alone would keep a limit for the pause between two bytes from ending.
  @Test func `an answer that never ends, byte by byte, ends with the time for it`() throws {
    let server = try server { connection in
      _ = connection.send(Array("*1000000\r\n".utf8))
      while connection.send(Array(":1\r\n".utf8)) { sched_yield() }
    }
    #expect(try failure(server, timeout: .milliseconds(200)).code == .timedOut)
  }

  @Test func `an answer in single bytes is read`() throws {
    let server = try server { connection in
      for byte in "*2\r\n$3\r\nabc\r\n*1\r\n:7\r\n".utf8 { _ = connection.send([byte]) }
      connection.waitForEnd()
    }
    let connection = try RedisConnection(settings(server))
    #expect(
      try connection.call(RedisCommand("PING"))
        == .list([.bytes(Array("abc".utf8)), .list([.integer(7)])]))
  }

  @Test(arguments: ["*2147483647\r\n", "$99999999999\r\n", "+"])
  func `an answer that is too large ends without the memory for it`(start: String) throws {
    let server = try server { connection in
      _ = connection.send(Array(start.utf8))
      let part = [UInt8](repeating: UInt8(ascii: "1"), count: 1 << 20)
      while connection.send(part) {}
    }
    #expect(try failure(server).code == .tooLarge)
  }

  @Test func `an answer to nothing is refused`() throws {
    let error = try failure(server { _ = $0.send(Array("+PONG\r\n+PONG\r\n".utf8)) })
    #expect(error.code == .notRedis)
  }
}
