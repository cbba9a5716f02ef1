import Addressing
import Synchronization
import Testing

@testable import Fetching

struct NamedHostsTests {
  private func origin(_ text: String) throws -> Origin { try WebAddress(text).origin }

  @Test func `a name that is public at first stays out of private networks`() throws {
    let hosts = NamedHosts([try WebAddress("http://example.org/")])
    let seed = try origin("http://example.org/")
    #expect(hosts.allow(seed, in: .everywhere))
    #expect(!hosts.allow(seed, in: .site))
    #expect(hosts.allow(seed, in: .everywhere))
  }

  @Test func `a name that is private at first may be, at the ports of its seeds`() throws {
    let hosts = NamedHosts([
      try WebAddress("http://nas.local:8080/a"), try WebAddress("http://nas.local:9000/"),
    ])
    #expect(hosts.allow(try origin("http://nas.local:8080/"), in: .site))
    #expect(hosts.allow(try origin("http://nas.local:9000/"), in: .site))
    #expect(!hosts.allow(try origin("http://nas.local:22/"), in: .site))
    #expect(hosts.allow(try origin("http://nas.local:22/"), in: .everywhere))
    #expect(!hosts.allow(try origin("http://other.local:8080/"), in: .site))
  }

  @Test func `http and https of a name are the same`() throws {
    let hosts = NamedHosts([try WebAddress("http://intranet/")])
    #expect(hosts.allow(try origin("https://intranet/"), in: .site))
    #expect(hosts.allow(try origin("http://intranet/"), in: .site))
    #expect(!hosts.allow(try origin("http://intranet:8080/"), in: .site))
  }

  @Test func `each host is reported once, with what it is`() throws {
    let seen = Mutex<[String]>([])
    let hosts = NamedHosts([
      try WebAddress("http://a.example/"), try WebAddress("http://b.example/"),
      try WebAddress("http://127.0.0.1/"),
    ]) { host, network in seen.withLock { $0.append("\(host) \(network)") } }
    for network in [NetworkKind.everywhere, .site] {
      _ = hosts.allow(try origin("http://a.example/"), in: network)
      _ = hosts.allow(try origin("http://b.example/"), in: .site)
      _ = hosts.allow(try origin("http://c.example/"), in: .site)
    }
    #expect(seen.withLock { $0 } == ["a.example everywhere", "b.example site"])
  }

  private static let networks = [NetworkKind.everywhere, .site, .machine, .special]

  @Test(arguments: networks, networks)
  func `a name stays in the network where it was at first, or is public`(
    first: NetworkKind, later: NetworkKind
  ) throws {
    let hosts = NamedHosts([try WebAddress("http://a.example/")])
    let seed = try origin("http://a.example/")
    #expect(hosts.allow(seed, in: first))
    #expect(hosts.allow(seed, in: later) == (later == first || later == .everywhere))
    #expect(hosts.allow(seed, in: first))
  }

  @Test(arguments: networks, networks)
  func `a later run knows what a name was at first`(
    first: NetworkKind, later: NetworkKind
  ) throws {
    let hosts = NamedHosts([try WebAddress("http://a.example/")], known: ["a.example": first])
    #expect(
      hosts.allow(try origin("http://a.example/"), in: later)
        == (later == first || later == .everywhere))
  }
}
