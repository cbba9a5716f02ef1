import Foundation
import Redis
import TestSupport
import Testing

/// Calls to a real server.
@Suite(.enabled(if: LocalRedis.isAvailable))
struct RedisConnectionTests {
  private func connect(_ text: String) throws -> RedisConnection {
    try RedisConnection(.init(RedisAddress(text)))
  }

  private func code(of text: String) throws -> RedisError.Code {
    try #require(throws: RedisError.self) { try connect(text) }.code
  }

  @Test func `values of any bytes come back as they were`() throws {
    let redis = try LocalRedis()
    let connection = try connect(redis.address())
    let values: [[UInt8]] = [
      [], [0], Array("\r\n$5\r\n".utf8), Array(0...255), [UInt8](repeating: 7, count: 20 << 20),
    ]
    for value in values {
      var command = RedisCommand("SET", "key")
      command.append(value)
      #expect(try connection.call(command) == .status("OK"))
      #expect(try connection.call(RedisCommand("GET", "key")) == .bytes(value))
    }
    #expect(try connection.call(RedisCommand("GET", "other")) == .null)
  }

  @Test func `many commands at once have their answers in order, errors among them`() throws {
    let redis = try LocalRedis()
    let connection = try connect(redis.address())
    var commands = (0..<20_000).map { RedisCommand("ECHO", "\($0)") }
    commands[5_000] = RedisCommand("NONSENSE")
    let replies = try connection.call(commands)
    #expect(replies.count == commands.count)
    for (index, reply) in replies.enumerated() where index != 5_000 {
      #expect(reply.number == index)
    }
    #expect(throws: RedisError.self) { try connection.checked(replies[5_000]) }
    #expect(connection.isOpen, "an error is an answer")
  }

  /// More than the buffers of both sockets hold, in both directions.
  @Test func `a server that answers while it receives blocks nothing`() throws {
    let redis = try LocalRedis()
    let connection = try connect(redis.address())
    let value = [UInt8](repeating: 1, count: 100_000)
    let commands = (0..<300).map { _ in
      var command = RedisCommand("ECHO")
      command.append(value)
      return command
    }
    #expect(try connection.call(commands).allSatisfy { $0 == .bytes(value) })
  }

  @Test func `the database of the address is used`() throws {
    let redis = try LocalRedis()
    _ = try connect(redis.address("/3")).call(RedisCommand("SET", "a", "b"))
    #expect(try connect(redis.address("/0")).call(RedisCommand("GET", "a")) == .null)
    #expect(try connect(redis.address("/3")).call(RedisCommand("GET", "a")).text == "b")
    #expect(try code(of: redis.address("/99")) == .refused)
  }

  @Test func `the server says what it is set to`() throws {
    let first = try LocalRedis()
    let plain = try connect(first.address()).server
    #expect(!plain.isDurable && !plain.isReplica && !plain.isCluster)
    #expect(plain.eviction == nil && plain.maximumMemory == nil)
    #expect(plain.memory > 0 && plain.runID.count == 40)
    let redis = try LocalRedis(
      settings: ["--appendonly", "yes", "--maxmemory-policy", "allkeys-lru", "--maxmemory", "9mb"])
    let other = try connect(redis.address()).server
    #expect(other.isDurable)
    #expect(other.eviction == "allkeys-lru" && other.maximumMemory == 9 << 20)
    #expect(other.runID != plain.runID)
  }

  @Test func `credentials are asked for, and refused if they are wrong`() throws {
    let redis = try LocalRedis(settings: ["--requirepass", "s@/:"])
    let error = try #require(throws: RedisError.self) { try connect(redis.address()) }
    #expect(error.code == .notAllowed && error.message.contains("password"))
    #expect(try code(of: redis.address(credentials: ":wrong@")) == .notAllowed)
    #expect(try code(of: redis.address(credentials: "ann:s%40%2F%3A@")) == .notAllowed)
    let connection = try connect(redis.address(credentials: ":s%40%2F%3A@"))
    let made = RedisCommand("ACL", "SETUSER", "ann", "on", ">pass", "~*", "+@all", "-set")
    #expect(try connection.call(made) == .status("OK"))
    let ann = try connect(redis.address(credentials: "ann:pass@"))
    let refused = try #require(throws: RedisError.self) {
      try ann.call(RedisCommand("SET", "a", "b"))
    }
    #expect(refused.code == .notAllowed && refused.message.contains("ACL SETUSER"))
  }

  @Test func `a password for a server that has none is said`() throws {
    let redis = try LocalRedis()
    let error = try #require(throws: RedisError.self) {
      try connect(redis.address(credentials: ":secret@"))
    }
    #expect(error.code == .notAllowed && error.message.contains("has no password"))
    #expect(!error.message.contains("secret"))
  }

  @Test func `TLS needs a certificate that is trusted`() throws {
    let redis = try LocalRedis(tls: true)
    var settings = RedisConnection.Settings(try RedisAddress(redis.address()))
    let untrusted = try #require(throws: RedisError.self) { try RedisConnection(settings) }
    #expect(untrusted.code == .tls && untrusted.message.contains("--cacert"))
    settings.certificates = redis.authority?.path
    let connection = try RedisConnection(settings)
    let value = [UInt8](repeating: 9, count: 3 << 20)
    var command = RedisCommand("ECHO")
    command.append(value)
    #expect(
      try connection.call([command, RedisCommand("PING")]) == [.bytes(value), .status("PONG")])
    settings.certificates = nil
    settings.verifiesCertificates = false
    #expect(try RedisConnection(settings).call(RedisCommand("PING")) == .status("PONG"))
  }

  @Test func `TLS on one side only is said`() throws {
    let secure = try LocalRedis(tls: true)
    let plain = try LocalRedis()
    var settings = RedisConnection.Settings(try RedisAddress("rediss://127.0.0.1:\(plain.port)"))
    settings.connectTimeout = .milliseconds(300)
    let late = try #require(throws: RedisError.self) { try RedisConnection(settings) }
    #expect(late.message.contains("redis://."), "\(late)")
    let error = try #require(throws: RedisError.self) {
      try connect("redis://127.0.0.1:\(secure.port)")
    }
    #expect([.notRedis, .closed].contains(error.code), "\(error)")
  }

  @Test func `no server, a stopped one and a killed one are told apart`() throws {
    let redis = try LocalRedis()
    var settings = RedisConnection.Settings(try RedisAddress(redis.address()))
    settings.answerTimeout = .milliseconds(100)
    let connection = try RedisConnection(settings)
    let other = try RedisConnection(settings)
    redis.pause(true)
    let late = try #require(throws: RedisError.self) { try connection.call(RedisCommand("PING")) }
    #expect(late.code == .timedOut && late.mayPass)
    redis.pause(false)
    let gone = try #require(throws: RedisError.self) { try connection.call(RedisCommand("PING")) }
    #expect(gone.code == .closed, "an answer that comes late belongs to nothing")
    redis.kill()
    let closed = try #require(throws: RedisError.self) { try other.call(RedisCommand("PING")) }
    #expect(closed.code == .closed && !other.isOpen)
    let absent = try #require(throws: RedisError.self) { try RedisConnection(settings) }
    #expect(absent.code == .unreachable && absent.mayPass)
    try redis.restart()
    let again = try RedisConnection(settings)
    #expect(again.server.runID != other.server.runID)
    #expect(try code(of: "redis://no-such-host.invalid") == .unreachable)
  }

  @Test func `a copy, a full server and a node of a cluster refuse with advice`() throws {
    let primary = try LocalRedis()
    let copy = try LocalRedis(settings: ["--replicaof", "127.0.0.1", "\(primary.port)"])
    let connection = try connect(copy.address())
    #expect(connection.server.isReplica)
    func refusal(_ connection: RedisConnection, _ command: RedisCommand) throws -> RedisError {
      try #require(throws: RedisError.self) { try connection.call(command) }
    }
    let readOnly = try refusal(connection, RedisCommand("SET", "a", "b"))
    #expect(readOnly.code == .readOnly && readOnly.message.contains("primary"))
    let full = try LocalRedis(settings: ["--maxmemory", "1"])
    let outOfMemory = try refusal(connect(full.address()), RedisCommand("SET", "a", "b"))
    #expect(outOfMemory.code == .outOfMemory && outOfMemory.message.contains("maxmemory"))
    let cluster = try LocalRedis(settings: ["--cluster-enabled", "yes"])
    let node = try connect(cluster.address())
    #expect(node.server.isCluster)
    let elsewhere = try refusal(node, RedisCommand("SET", "a", "b"))
    #expect(elsewhere.code == .notReady && elsewhere.message.contains("CLUSTER INFO"))
  }

  @Test func `a script runs with its keys and arguments, also when the server has forgotten it`()
    throws
  {
    let redis = try LocalRedis()
    let connection = try connect(redis.address())
    let script = try connection.load(
      "return {redis.call('INCRBY', KEYS[1], ARGV[1]), {ARGV[2], false, {'a', 1}}}")
    let call = RedisScript.Call(keys: ["sum"], RedisCommand("2", "\r\n"))
    func expected(_ sum: Int) -> RedisReply {
      let inner = RedisReply.list([.bytes([97]), .integer(1)])
      return .list([.integer(sum), .list([.bytes([13, 10]), .null, inner])])
    }
    #expect(try connection.run(script, [call, call]) == [expected(2), expected(4)])
    _ = try connection.call(RedisCommand("SCRIPT", "FLUSH"))
    #expect(try connection.run(script, [call, call]) == [expected(6), expected(8)])
    #expect(try connection.run(script, [call]) == [expected(10)])
    let error = try #require(throws: RedisError.self) { try connection.load("this is no Lua") }
    #expect(error.code == .refused)
  }
}
