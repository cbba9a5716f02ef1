import Addressing
import CrawlModel
import TestSupport
import Testing

@testable import Fetching

/// Names and passwords for the origins of seeds.
struct AuthenticationTests {
  /// Asks for Digest authentication, and accepts any response with this nonce; the computation of
  /// the response is libcurl's.
  private static func digest(_ nonce: String, user: String = "me") -> Behaviour {
    .decide { request in
      let given = request.header("Authorization") ?? ""
      let isRight =
        given.hasPrefix("Digest ") && given.contains("nonce=\"\(nonce)\"")
        && given.contains("username=\"\(user)\"") && given.contains("response=")
      return isRight
        ? .html("in")
        : .withHeaders(
          ["WWW-Authenticate": "Digest realm=\"r\", nonce=\"\(nonce)\", qop=\"auth\""],
          then: .status(401))
    }
  }

  private func fetcher(_ sites: LoopbackSite..., user: String = "me") throws -> Fetcher {
    let origins = try sites.map { try WebAddress($0.url("/")).origin }
    return try Fetcher(capacity: 1) { policy in
      for origin in origins {
        policy.credentials[origin] = Credentials(user: user, password: "secret")
      }
    }
  }

  private func schemes(_ site: LoopbackSite) -> [String?] {
    site.requests.map { $0.header("Authorization")?.prefix { $0 != " " }.description }
  }

  @Test func `Basic authentication needs no second request`() throws {
    let site = try LoopbackSite(routes: [
      "/": .decide { $0.header("Authorization") == nil ? .status(401) : .html("in") }
    ])
    let fetcher = try fetcher(site)
    for _ in 0..<2 { #expect(try fetcher.fetch(site.url("/")).text == "in") }
    #expect(schemes(site) == ["Basic", "Basic"])
  }

  @Test func `a server that wants Digest gets it, and no password after the first request`() throws
  {
    let site = try LoopbackSite(routes: ["/": Self.digest("n1"), "/b": Self.digest("n1")])
    let fetcher = try fetcher(site)
    #expect(try fetcher.fetch(site.url("/")).text == "in")
    #expect(schemes(site) == ["Basic", nil, "Digest"])
    site.forgetRequests()
    #expect(try fetcher.fetch(site.url("/b")).text == "in")
    #expect(!schemes(site).contains("Basic"))
    #expect(schemes(site).last == "Digest")
  }

  @Test func `a wrong password is refused once and for all`() throws {
    let site = try LoopbackSite(routes: ["/": Self.digest("n1", user: "other")])
    let fetcher = try fetcher(site)
    let fetched = try fetcher.fetch(site.url("/"))
    #expect(fetched.fault?.reason == .httpError && fetched.head.status == 401)
    #expect(site.requests.count == 3)
  }

  @Test func `the challenge of one server is not answered at another`() throws {
    let one = try LoopbackSite(routes: ["/": Self.digest("n1")])
    let two = try LoopbackSite(routes: ["/": Self.digest("n2")])
    let plain = try LoopbackSite(routes: ["/": .html("open")])
    let fetcher = try fetcher(one, two)
    for _ in 0..<2 {
      #expect(try fetcher.fetch(one.url("/")).text == "in")
      #expect(try fetcher.fetch(two.url("/")).text == "in")
      #expect(try fetcher.fetch(plain.url("/")).text == "open")
    }
    #expect(two.requests.allSatisfy { $0.header("Authorization")?.contains("n1") != true })
    #expect(plain.requests.allSatisfy { $0.header("Authorization") == nil })
  }
}
