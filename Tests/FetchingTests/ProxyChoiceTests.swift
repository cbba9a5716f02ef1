import Addressing
import CrawlModel
import TestSupport
import Testing

@testable import Fetching

struct ProxyChoiceTests {
  private static let environment = [
    "http_proxy": "http://plain:1", "HTTPS_PROXY": "http://secure:2", "all_proxy": "socks5://all:3",
    "no_proxy": "localhost, .internal.org,example.com,10.0.0.1,::1",
  ]

  @Test(arguments: [
    ("http://a.org/", "http://plain:1"), ("https://a.org/", "http://secure:2"),
    ("http://localhost/", ""), ("https://x.internal.org/", ""), ("https://internal.org/", ""),
    ("https://badinternal.org/", "http://secure:2"), ("http://www.example.com:8080/", ""),
    ("http://10.0.0.1/", ""), ("http://10.0.0.11/", "http://plain:1"), ("http://[::1]/", ""),
  ])
  func `the environment chooses by scheme and host`(address: String, proxy: String) throws {
    let choice = ProxyChoice(environment: Self.environment)
    #expect(choice.proxy(for: try WebAddress(address)) == proxy)
  }

  @Test func `one variable is for all, and the header of a web server for none`() throws {
    let all = ProxyChoice(environment: ["ALL_PROXY": "socks5h://all:3"])
    #expect(all.proxy(for: try WebAddress("http://a.org/")) == "socks5h://all:3")
    #expect(ProxyChoice(environment: ["HTTP_PROXY": "http://evil:1"]).isNone)
    #expect(ProxyChoice(environment: ["http_proxy": ""]).isNone)
    let none = ProxyChoice(environment: ["http_proxy": "http://p:1", "no_proxy": "*"])
    #expect(none.proxy(for: try WebAddress("http://a.org/")) == "")
  }

  @Test(arguments: [
    "http://p", "p:3128", "socks5h://127.0.0.1:9050", "https://u:p@p.org:8443/", "[::1]:80",
    "SOCKS4://p",
  ])
  func `a proxy is accepted`(text: String) { #expect(ProxyChoice.problem(of: text) == nil) }

  /// A user who orders a proxy must not be seen by the site.
  @Test func `no byte of a name or a password makes a request pass the proxy by`() throws {
    let site = try LoopbackSite(routes: ["/": .html("direct")])
    let proxy = try LoopbackSite(routes: [:])
    for byte in 0...255 {
      let digits = String(byte + 0x100, radix: 16).dropFirst()
      for words in ["u:p%\(digits)", "%\(digits.uppercased()):p"] {
        let text = proxy.url("").replacing("://", with: "://\(words)@")
        guard ProxyChoice.problem(of: text) == nil else { continue }
        let fetched = try Fetcher { $0.proxy = ProxyChoice(text) }.fetch(site.url("/"))
        #expect(fetched.response?.status != 200, "\(text)")
      }
    }
    #expect(site.requests.isEmpty)
    #expect(!proxy.requests.isEmpty)
    #expect(ProxyChoice.problem(of: "http://u%7F:p%20%25@p:1") == nil)
  }

  @Test(arguments: [
    "foo://p", "ftp://p:1", "http://", "http://:80", "p:port", "p:99999", "://p", "u:p%0A@p:1",
  ])
  func `what is no proxy is refused, without its password`(text: String) {
    #expect(ProxyChoice.problem(of: text) != nil)
    let secret = "foo://user:s3cr3t@p"
    #expect(ProxyChoice.problem(of: secret)?.contains("s3cr3t") == false)
  }
}
