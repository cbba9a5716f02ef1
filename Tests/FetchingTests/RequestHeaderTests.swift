import Addressing
import CrawlModel
import Curl
import TestSupport
import Testing

@testable import Fetching

/// What a request says of who asks.
struct RequestHeaderTests {
  private func agents(
    _ headers: [String], isTrusted: Bool, _ adjust: (inout FetchPolicy) -> Void = { _ in }
  ) throws -> [String] {
    let site = try LoopbackSite(routes: ["/": .html("a")])
    let address = try WebAddress(site.url("/"))
    let fetcher = try Fetcher { policy in
      policy.userAgent = "tester/1"
      policy.headers = headers
      if isTrusted { policy.seedOrigins = [address.origin] }
      adjust(&policy)
    }
    #expect(try fetcher.fetch(address.text).text == "a")
    let request = try #require(site.requests.first)
    return request.headers.filter { $0.name.lowercased() == "user-agent" }.map(\.value)
  }

  @Test(arguments: [true, false])
  func `the user agent stands there once`(isTrusted: Bool) throws {
    #expect(try agents(["X-Token: 1"], isTrusted: isTrusted) == ["tester/1"])
    #expect(try agents([], isTrusted: isTrusted) == ["tester/1"])
  }

  @Test(arguments: ["User-Agent: other", "USER-AGENT:other"])
  func `a header of the user stands in place of it where it is sent`(line: String) throws {
    #expect(try agents([line], isTrusted: true) == ["other"])
    #expect(try agents([line], isTrusted: false) == ["tester/1"])
    #expect(try agents(["User-Agent:"], isTrusted: true) == [])
  }

  @Test func `through a proxy it stands there once as well`() throws {
    let site = try LoopbackSite(routes: ["http://a.test/": .html("a")])
    let fetcher = try Fetcher { policy in
      policy.userAgent = "tester/1"
      policy.proxy = ProxyChoice("http://127.0.0.1:\(site.port)")
    }
    #expect(try fetcher.fetch("http://a.test/").text == "a")
    let sent = site.requests.map { request in
      request.headers.filter { $0.name.lowercased() == "user-agent" }.map(\.value)
    }
    #expect(sent == [["tester/1"]])
  }

  @Test func `a user agent of nothing is none`() throws {
    #expect(try agents([], isTrusted: false) { $0.userAgent = "" } == [])
  }

  @Test(arguments: [[], ["Referer: http://a.test/mine"]])
  func `the page that it comes from stands there once`(headers: [String]) throws {
    let site = try LoopbackSite(routes: ["/": .html("a")])
    let address = try WebAddress(site.url("/"))
    let page = try WebAddress("http://b.test:8/x?y")
    let fetcher = try Fetcher { policy in
      policy.headers = headers
      policy.seedOrigins = [address.origin]
    }
    _ = fetcher.fetch([Assignment(Job(address: address, kind: .image, parent: page))])
    _ = fetcher.fetch([Assignment(Job(address: address, kind: .page))])
    let sent = site.requests.map { request in
      request.headers.filter { $0.name.lowercased() == "referer" }.map(\.value)
    }
    #expect(
      sent
        == (headers.isEmpty
          ? [["http://b.test:8/"], []] : [["http://a.test/mine"], ["http://a.test/mine"]]))
  }

  @Test func `all codings that libcurl knows are offered, or what the user wants`() throws {
    let site = try LoopbackSite(routes: ["/": .gzip(.html("abc"))])
    let address = try WebAddress(site.url("/"))
    for headers in [[], ["Accept-Encoding: gzip"]] {
      let fetcher = try Fetcher { policy in
        policy.headers = headers
        policy.seedOrigins = [address.origin]
      }
      #expect(try fetcher.fetch(address.text).text == "abc")
    }
    let sent = site.requests.map { request in
      request.headers.filter { $0.name.lowercased() == "accept-encoding" }.map(\.value)
    }
    #expect(sent == [["gzip, deflate, br, zstd"], ["gzip"]])
    #expect(sent.first?.first?.contains("gzip") == true)
  }

  @Test func `a question whether something has changed has it as well`() throws {
    let site = try LoopbackSite(routes: ["/": .html("a")])
    let job = Job(address: try WebAddress(site.url("/")), kind: .page)
    let earlier = EarlierVisit(column: .taken, answeredBy: job.address, etag: "\"x\"")
    let fetcher = try Fetcher { $0.userAgent = "tester/1" }
    _ = fetcher.fetch([Assignment(job, Request(job, earlier: earlier))])
    #expect(site.requests.first?.header("If-None-Match") == "\"x\"")
    #expect(site.requests.first?.header("User-Agent") == "tester/1")
  }
}
