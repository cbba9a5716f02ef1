import Addressing
import CrawlModel
import Testing

@testable import Fetching

struct RedirectRuleTests {
  private func step(
    from text: String, hops: Int = 0, to location: String?
  ) throws -> RedirectRule.Step {
    let job = Job(address: try WebAddress(text), kind: .page, hops: hops)
    return RedirectRule.step(from: job, Request(job), to: location)
  }

  @Test(arguments: [
    ("/b", "http://a.org/b"), ("b?c#d", "http://a.org/x/b?c"), ("../..", "http://a.org/"),
    ("//c.org", "http://c.org/"), ("https://a.org/x/y", "https://a.org/x/y"),
    ("?q", "http://a.org/x/y?q"), (" /b\t", "http://a.org/b"), ("/ü", "http://a.org/%C3%BC"),
    ("HTTP://A.ORG:80/z", "http://a.org/z"),
  ])
  func `a target is read from where the answer came`(location: String, target: String) throws {
    let step = try self.step(from: "http://a.org/x/y", to: location)
    #expect(step == .follow(try WebAddress(target)))
  }

  @Test(arguments: [
    nil, "", "ftp://a.org/", "mailto:x@a.org", "javascript:1", "http://", "http://a b/",
  ])
  func `what is no address of the web is a bad target`(location: String?) throws {
    #expect(
      try step(from: "http://a.org/x/y", to: location) == .stop(.badRedirect))
  }

  @Test func `a target that is where it comes from is a circle`() throws {
    #expect(
      try step(from: "http://a.org/x", to: "x#y") == .stop(.redirectLoop))
    let job = Job(address: try WebAddress("http://a.org/x"), kind: .page)
    let hop = Request(job).redirected(to: try WebAddress("http://a.org/y"))
    #expect(RedirectRule.step(from: job, hop, to: "/x") == .stop(.redirectLoop))
    #expect(
      RedirectRule.step(from: job, hop, to: "/z") == .follow(try WebAddress("http://a.org/z")))
  }

  @Test func `the twentieth hop is the last`() throws {
    let target = try WebAddress("http://a.org/b")
    #expect(
      try step(from: "http://a.org/", hops: 19, to: "/b") == .follow(target))
    #expect(
      try step(from: "http://a.org/", hops: 20, to: "/b")
        == .stop(.tooManyRedirects))
  }
}

struct ReferrerTests {
  @Test(arguments: [
    ("http://a.org/p?q=1", "http://a.org/x.png", "http://a.org/p?q=1"),
    ("https://a.org/p", "https://a.org/x.png", "https://a.org/p"),
    ("http://a.org/p", "http://b.org/x.png", "http://a.org/"),
    ("http://a.org:8080/p", "http://a.org/x.png", "http://a.org:8080/"),
    ("http://a.org/p", "https://a.org/x.png", "http://a.org/"),
    ("https://a.org/p", "https://b.org/x.png", "https://a.org/"),
    ("https://a.org/p", "http://a.org/x.png", nil),
    (nil, "https://a.org/", nil),
  ])
  func `a request says where its link stood, as browsers do`(
    page: String?, target: String, referrer: String?
  ) throws {
    let job = Job(
      address: try WebAddress(target), kind: .image, parent: try page.map { try WebAddress($0) })
    #expect(Referrer.text(for: job, Request(job)) == referrer)
  }

  // Of each policy what the same origin, another origin and a downgrade get (Referrer Policy, §3).
  @Test(
    arguments: [
      (ReferrerPolicy.noReferrer, nil, nil, nil),
      (.unsafeURL, "https://a.org/p?q", "https://a.org/p?q", "https://a.org/p?q"),
      (.origin, "https://a.org/", "https://a.org/", "https://a.org/"),
      (.strictOrigin, "https://a.org/", "https://a.org/", nil),
      (.sameOrigin, "https://a.org/p?q", nil, nil),
      (.originWhenCrossOrigin, "https://a.org/p?q", "https://a.org/", "https://a.org/"),
      (.noReferrerWhenDowngrade, "https://a.org/p?q", "https://a.org/p?q", nil),
      (.strictOriginWhenCrossOrigin, "https://a.org/p?q", "https://a.org/", nil),
    ] as [(ReferrerPolicy, String?, String?, String?)])
  func `each policy has its referrers`(
    policy: ReferrerPolicy, same: String?, cross: String?, downgrade: String?
  ) throws {
    let targets = ["https://a.org/x", "https://b.org/x", "http://b.org/x"]
    let sent = try targets.map { target in
      let job = Job(
        address: try WebAddress(target), kind: .image, parent: try WebAddress("https://a.org/p?q"),
        referrerPolicy: policy)
      return Referrer.text(for: job, Request(job))
    }
    #expect(sent == [same, cross, downgrade])
  }

  @Test func `after a redirect to another origin the policy holds for the new target`() throws {
    let job = Job(
      address: try WebAddress("https://a.org/x"), kind: .image,
      parent: try WebAddress("https://a.org/p"), referrerPolicy: .sameOrigin)
    let request = Request(job).redirected(to: try WebAddress("https://b.org/x"))
    #expect(Referrer.text(for: job, request) == nil)
  }

  @Test func `of a long address only the origin is sent`() throws {
    let long = "https://a.org/" + String(repeating: "a", count: Referrer.maximumLength)
    let job = Job(
      address: try WebAddress("https://a.org/x"), kind: .image, parent: try WebAddress(long))
    #expect(Referrer.text(for: job, Request(job)) == "https://a.org/")
  }
}
