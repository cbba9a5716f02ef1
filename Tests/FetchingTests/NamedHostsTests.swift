import Addressing
import Synchronization
import Testing

@testable import Fetching

struct NamedHostsTests {
  private func origin(_ text: String) throws -> Origin { try WebAddress(text).origin }

  @Test func `a name that is public at first stays out of private networks`() throws {
    let hosts = NamedHosts([try WebAddress("http://example.org/")])
    let seed = try origin("http://example.org/")
    #expect(hosts.allow(seed, isPrivate: false))
    #expect(!hosts.allow(seed, isPrivate: true))
    #expect(hosts.allow(seed, isPrivate: false))
  }

  @Test func `a name that is private at first may be, at the ports of its seeds`() throws {
    let hosts = NamedHosts([
      try WebAddress("http://nas.local:8080/a"), try WebAddress("http://nas.local:9000/"),
    ])
    #expect(hosts.allow(try origin("http://nas.local:8080/"), isPrivate: true))
    #expect(hosts.allow(try origin("http://nas.local:9000/"), isPrivate: true))
    #expect(!hosts.allow(try origin("http://nas.local:22/"), isPrivate: true))
    #expect(hosts.allow(try origin("http://nas.local:22/"), isPrivate: false))
    #expect(!hosts.allow(try origin("http://other.local:8080/"), isPrivate: true))
  }

  @Test func `http and https of a name are the same`() throws {
    let hosts = NamedHosts([try WebAddress("http://intranet/")])
    #expect(hosts.allow(try origin("https://intranet/"), isPrivate: true))
    #expect(hosts.allow(try origin("http://intranet/"), isPrivate: true))
    #expect(!hosts.allow(try origin("http://intranet:8080/"), isPrivate: true))
  }

  @Test func `each host is reported once, with what it is`() throws {
    let seen = Mutex<[String]>([])
    let hosts = NamedHosts([
      try WebAddress("http://a.example/"), try WebAddress("http://b.example/"),
      try WebAddress("http://127.0.0.1/"),
    ]) { host, isPrivate in seen.withLock { $0.append("\(host) \(isPrivate)") } }
    for isPrivate in [false, true] {
      _ = hosts.allow(try origin("http://a.example/"), isPrivate: isPrivate)
      _ = hosts.allow(try origin("http://b.example/"), isPrivate: true)
      _ = hosts.allow(try origin("http://c.example/"), isPrivate: true)
    }
    #expect(seen.withLock { $0 } == ["a.example false", "b.example true"])
  }

  @Test(arguments: [true, false])
  func `a later run knows what a name was at first`(wasPrivate: Bool) throws {
    let hosts = NamedHosts(
      [try WebAddress("http://a.example/")], known: ["a.example": wasPrivate])
    #expect(hosts.allow(try origin("http://a.example/"), isPrivate: true) == wasPrivate)
  }
}
