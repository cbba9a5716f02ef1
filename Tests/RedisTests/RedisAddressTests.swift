import Redis
import Testing

/// Addresses of Redis servers, as users write them.
struct RedisAddressTests {
  @Test func `an address has host, port, database and parameters`() throws {
    let address = try RedisAddress("redis://db.test:7000/3?name=birds&x=a%20b")
    #expect(address.host == "db.test")
    #expect(address.port == 7000)
    #expect(address.database == 3)
    #expect(!address.usesTLS)
    #expect(address.user == nil && address.password == nil)
    #expect(address.parameters == ["name": "birds", "x": "a b"])
  }

  @Test(arguments: [
    "redis://db.test", "redis://db.test/", "redis://db.test:6379/0", "REDIS://DB.test",
  ])
  func `what is left out has its usual value`(text: String) throws {
    let address = try RedisAddress(text)
    #expect(address.host.lowercased() == "db.test")
    #expect(address.port == 6379)
    #expect(address.database == 0)
    #expect(address.parameters.isEmpty)
  }

  @Test(
    arguments: [
      ("redis://:secret@h", nil, "secret"), ("redis://ann:s%40e%3Ac%2F@h", "ann", "s@e:c/"),
      ("redis://ann@h", "ann", nil), ("redis://@h", nil, nil), ("rediss://:@h", nil, nil),
    ] as [(String, String?, String?)])
  func `credentials are decoded, and shown nowhere`(
    text: String, user: String?, password: String?
  ) throws {
    let address = try RedisAddress(text)
    #expect(address.user == user)
    #expect(address.password == password)
    #expect(address.description.hasSuffix("://h:6379/0"))
  }

  @Test func `an IPv6 address keeps its brackets`() throws {
    let address = try RedisAddress("rediss://[2001:db8::1]:1/2")
    #expect(address.host == "[2001:db8::1]")
    #expect(address.description == "rediss://[2001:db8::1]:1/2")
  }

  @Test(arguments: [
    "", "redis", "redis:", "redis://", "redis:///0", "redis://:1", "db.test:6379", "http://db.test",
    "redis://h:0", "redis://h:65536", "redis://h:x", "redis://h/x", "redis://h/-1", "redis://h/1/2",
    "redis://h//1", "redis://h/99999999999", "redis://h/0#a", "redis://h?name", "redis://h?a=1&a=2",
    "redis://h?a=%00", "redis://h?a=%ff", "redis://a b", "redis://:secret@h:99999",
  ])
  func `what is no address of Redis is refused with words, and without its password`(
    text: String
  ) throws {
    let error = try #require(throws: RedisError.self) { try RedisAddress(text) }
    #expect(error.code == .badAddress)
    #expect(error.message.contains("redis://HOST:6379/0"))
    #expect(!error.message.contains("secret"))
  }
}
