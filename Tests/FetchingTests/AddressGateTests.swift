import Addressing
import CrawlModel
import Curl
import TestSupport
import Testing

@testable import Fetching

struct AddressGateTests {
  /// Addresses of this machine, of private networks, and such as lead to neither by another name.
  static let inside = [
    "0.0.0.0", "10.1.2.3", "100.64.0.1", "127.0.0.1", "127.255.255.254", "169.254.169.254",
    "172.16.0.1", "172.31.255.255", "192.168.1.1", "224.0.0.1", "255.255.255.255", "[::]", "[::1]",
    "[fc00::1]", "[fdff::1]", "[fe80::1]", "[ff02::1]", "[::ffff:127.0.0.1]", "[::ffff:10.0.0.1]",
    "[64:ff9b::10.0.0.1]", "[2002:7f00:1::]",
  ]
  static let outside = [
    "1.1.1.1", "8.8.8.8", "172.15.0.1", "172.32.0.1", "192.167.255.255", "[2606:4700::1111]",
    "[::ffff:8.8.8.8]",
  ]

  private func peer(_ text: String) throws -> PeerAddress {
    switch try #require(IPAddress(text)) {
    case .v4(let bits): .v4(bits)
    case .v6(let high, let low): .v6(high: high, low: low)
    }
  }

  @Test(arguments: inside)
  func `an address inside is refused unless it is allowed`(text: String) throws {
    var gate = AddressGate()
    let (peer, address) = (try peer(text), try WebAddress("http://\(text)/"))
    let other = try WebAddress("http://example.org/").origin
    #expect(!gate.allows(peer, for: other))
    #expect(!gate.allows(address))
    gate.allow([address], names: NamedHosts([address]))
    #expect(gate.allows(peer, for: address.origin) && gate.allows(address))
    #expect(!gate.allows(peer, for: other))
    gate = AddressGate()
    gate.allowsPrivate = true
    #expect(gate.allows(peer, for: other) && gate.allows(address))
  }

  @Test(arguments: ["127.0.0.1", "[::1]", "10.1.2.3"])
  func `an address may be allowed without the other ports of its host`(text: String) throws {
    var gate = AddressGate()
    let address = try WebAddress("http://\(text):8000/")
    gate.allow([address], names: NamedHosts([address]), wholeHosts: false)
    #expect(gate.allows(try peer(text), for: address.origin) && gate.allows(address))
    for other in ["http://\(text):8001/", "http://\(text)/", "https://\(text):8000/"] {
      let other = try WebAddress(other)
      #expect(!gate.allows(try peer(text), for: other.origin) && !gate.allows(other))
    }
  }

  @Test(arguments: outside)
  func `an address outside is let through`(text: String) throws {
    let gate = AddressGate()
    let origin = try WebAddress("http://example.org/").origin
    #expect(gate.allows(try peer(text), for: origin))
    #expect(gate.allows(try WebAddress("http://\(text)/")))
  }

  @Test(arguments: [
    ("http://localhost/", false), ("http://localhost./", false),
    ("http://printer.localhost/", false),
    ("http://localhost.example.org/", true), ("http://example.org/", true),
  ])
  func `a name is judged when it is resolved, but for the name of this machine`(
    text: String, isAllowed: Bool
  ) throws {
    #expect(AddressGate().allows(try WebAddress(text)) == isAllowed)
  }

  @Test func `a refused connection is a skip and no fault`() throws {
    let site = try LoopbackSite(routes: ["/": .html("x")])
    let fetcher = try Fetcher { $0.gate = AddressGate() }
    #expect(try fetcher.fetch(site.url("/")).skip == .privateAddress)
    #expect(try fetcher.fetch("http://localhost:\(site.port)/").skip == .privateAddress)
    #expect(site.requests.isEmpty)
    #expect(fetcher.loop.isIdle)
  }

  @Test func `a proxy is asked for public addresses only`() throws {
    let proxy = try LoopbackSite(routes: ["http://example.org/x": .html("through")])
    let fetcher = try Fetcher {
      $0.gate = AddressGate()
      $0.proxy = ProxyChoice(proxy.url(""))
    }
    #expect(try fetcher.fetch("http://example.org/x").text == "through")
    for host in ["127.0.0.1", "[::1]", "10.0.0.1", "localhost"] {
      #expect(try fetcher.fetch("http://\(host)/x").skip == .privateAddress, "\(host)")
    }
    #expect(proxy.requests.map(\.target) == ["http://example.org/x"])
  }
}
