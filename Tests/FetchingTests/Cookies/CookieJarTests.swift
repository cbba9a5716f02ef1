import Addressing
import Testing

@testable import Fetching

/// To which addresses a cookie goes (RFC 6265bis §5.7 and §5.8).
struct CookieJarTests {
  @Test(arguments: [
    // field, where it was set, where it is sent, what is sent
    ("a=1", "http://a.example.org/x/y", "http://a.example.org/x/z", "a=1"),
    ("a=1", "http://a.example.org/x/y", "http://a.example.org/x", "a=1"),
    ("a=1", "http://a.example.org/x/y", "http://a.example.org/xy", ""),
    ("a=1", "http://a.example.org/x/y", "http://a.example.org/", ""),
    ("a=1; Path=/", "http://a.example.org/x/y", "http://a.example.org/", "a=1"),
    ("a=1; Path=/", "http://a.example.org/", "http://b.a.example.org/", ""),
    ("a=1; Path=/", "http://a.example.org/", "http://example.org/", ""),
    ("a=1; Path=/", "http://a.example.org/", "https://a.example.org:8443/", "a=1"),
    ("a=1; Domain=example.org", "http://a.example.org/", "http://b.example.org/", "a=1"),
    ("a=1; Domain=.Example.ORG", "http://a.example.org/", "http://example.org/", "a=1"),
    ("a=1; Domain=example.org", "http://a.example.org/", "http://badexample.org/", ""),
    ("a=1; Domain=b.example.org", "http://a.example.org/", "http://b.example.org/", ""),
    ("a=1; Domain=a.example.org", "http://example.org/", "http://a.example.org/", ""),
    ("a=1; Domain=org", "http://a.example.org/", "http://a.example.org/", ""),
    ("a=1; Domain=co.uk", "http://a.co.uk/", "http://b.co.uk/", ""),
    ("a=1; Domain=github.io", "http://github.io/", "http://github.io/", "a=1"),
    ("a=1; Domain=github.io", "http://github.io/", "http://me.github.io/", ""),
    ("a=1; Domain=1.2", "http://127.0.1.2/", "http://127.0.1.2/", ""),
    ("a=1; Domain=127.0.1.2", "http://127.0.1.2/", "http://127.0.1.2/", "a=1"),
    ("a=1; Domain=localhost", "http://localhost/", "http://localhost/", "a=1"),
    ("a=1; Secure", "https://a.org/", "https://a.org/", "a=1"),
    ("a=1; Secure", "https://a.org/", "http://a.org/", ""),
    ("a=1; Secure", "http://a.org/", "https://a.org/", ""),
    ("a=1; Secure", "http://127.0.0.1/", "http://127.0.0.1:81/", "a=1"),
    ("a=1; Secure", "http://127.9.9.9/", "http://127.9.9.9/", "a=1"),
    ("a=1; Secure", "http://[::1]/", "http://[::1]/", "a=1"),
    ("a=1; Secure", "http://localhost/", "http://localhost/", "a=1"),
    ("__Host-a=1; Secure; Path=/", "http://a.localhost/", "http://a.localhost/", "__Host-a=1"),
    ("a=1; Secure", "http://127.0.0.1.a.org/", "http://127.0.0.1.a.org/", ""),
    ("a=1; Secure", "http://localhost.a.org/", "http://localhost.a.org/", ""),
    ("a=1; Secure", "http://notlocalhost/", "http://notlocalhost/", ""),
    ("a=1; Secure", "http://10.0.0.1/", "http://10.0.0.1/", ""),
    ("__Secure-a=1", "https://a.org/", "https://a.org/", ""),
    ("__Secure-a=1; Secure", "https://a.org/", "https://a.org/", "__Secure-a=1"),
    ("__Host-a=1; Secure; Path=/", "https://a.org/b/", "https://a.org/", "__Host-a=1"),
    ("__Host-a=1; Secure; Path=/x", "https://a.org/", "https://a.org/x", ""),
    ("__host-a=1; Secure; Path=/; Domain=a.org", "https://a.org/", "https://a.org/", ""),
    ("=__Host-a=1", "http://a.org/", "http://a.org/", ""),
    ("word", "http://a.org/", "http://a.org/", "word"),
    ("a=", "http://a.org/", "http://a.org/", "a="),
    ("=", "http://a.org/", "http://a.org/", ""),
    (" a = b c ; path = / ", "http://a.org/", "http://a.org/", "a=b c"),
    ("a=\"1;2\"", "http://a.org/", "http://a.org/", "a=\"1"),
    ("a=\u{1}", "http://a.org/", "http://a.org/", ""),
    ("a=1; Max-Age=0", "http://a.org/", "http://a.org/", ""),
    ("a=1; Max-Age=x", "http://a.org/", "http://a.org/", "a=1"),
    ("a=1; Max-Age=0; Expires=Fri, 01 Jan 2100 00:00:00 GMT", "http://a.org/", "http://a.org/", ""),
    ("a=1; Expires=Thu, 01 Jan 1970 00:00:00 GMT", "http://a.org/", "http://a.org/", ""),
  ])
  func `a cookie goes only where it belongs`(
    field: String, from: String, to: String, expected: String
  ) throws {
    var jar = CookieJar()
    try jar.set(field, at: from)
    #expect(try jar.sent(to: to) == expected)
  }

  @Test(arguments: [
    // attribute, page that the image is in, sent with the image, sent with a link to a page
    ("SameSite=Strict; Secure", "https://other.org/", false, false),
    ("SameSite=Lax; Secure", "https://other.org/", false, true),
    ("Secure", "https://other.org/", false, true),
    ("SameSite=None; Secure", "https://other.org/", true, true),
    ("SameSite=Strict; Secure", "https://www.a.org/", true, true),
    ("SameSite=Strict; Secure", "http://a.org/", false, false),
    ("SameSite=nonsense; Secure", "https://other.org/", false, true),
  ])
  func `other sites cause requests without the cookies that are not for them`(
    attribute: String, page: String, withImage: Bool, withPage: Bool
  ) throws {
    var jar = CookieJar()
    try jar.set("a=1; \(attribute)", at: "https://a.org/")
    #expect(try jar.sent(to: "https://a.org/i.png", from: page) == (withImage ? "a=1" : ""))
    #expect(
      try jar.sent(to: "https://a.org/p", from: page, asPage: true) == (withPage ? "a=1" : ""))
    #expect(try jar.sent(to: "https://a.org/p", asPage: true) == "a=1")
  }

  @Test func `images of other sites set no cookies but those for that`() throws {
    var jar = CookieJar()
    try jar.set("a=1", at: "https://cdn.org/i.png", from: "https://a.org/")
    try jar.set("b=1; SameSite=None", at: "https://cdn.org/i.png", from: "https://a.org/")
    #expect(jar.count == 0)
    try jar.set("c=1; SameSite=None; Secure", at: "https://cdn.org/i.png", from: "https://a.org/")
    #expect(try jar.sent(to: "https://cdn.org/i.png", from: "https://a.org/") == "c=1")
  }

  @Test func `longer paths and older cookies come first`() throws {
    var jar = CookieJar()
    try jar.set("new=1; Path=/", at: "http://a.org/")
    try jar.set("deep=1; Path=/x", at: "http://a.org/")
    try jar.set("last=1; Path=/", at: "http://a.org/")
    try jar.set("new=2; Path=/", at: "http://a.org/")
    #expect(try jar.sent(to: "http://a.org/x/y") == "deep=1; new=2; last=1")
  }

  @Test func `an unencrypted response does not replace a secure cookie`() throws {
    var jar = CookieJar()
    try jar.set("a=good; Secure; Domain=a.org; Path=/", at: "https://a.org/")
    try jar.set("a=bad; Path=/", at: "http://www.a.org/")
    try jar.set("a=bad; Path=/; Domain=a.org", at: "http://www.a.org/")
    #expect(try jar.sent(to: "https://www.a.org/") == "a=good")
    try jar.set("b=1; Path=/", at: "http://www.a.org/")
    #expect(try jar.sent(to: "http://www.a.org/") == "b=1")
  }

  @Test func `cookies end at their time`() throws {
    var jar = CookieJar()
    try jar.set("a=1; Max-Age=10", at: "http://a.org/", now: 100)
    #expect(try jar.sent(to: "http://a.org/", now: 109) == "a=1")
    #expect(try jar.sent(to: "http://a.org/", now: 110) == "")
    try jar.set("b=1; Max-Age=999999999999999999999", at: "http://a.org/", now: 100)
    #expect(jar.all(at: 100).map(\.expiry) == [110, 100 + SetCookie.longestLife])
  }

  @Test func `bytes go back as they came`() throws {
    var jar = CookieJar()
    let address = try WebAddress("http://a.org/")
    let field: [UInt8] = Array("a=".utf8) + [0xFF, 0xC3, 0x28]
    if let cookie = SetCookie(field.span, at: 0) {
      jar.store(cookie, from: CookieSituation(target: address), at: 0)
    }
    #expect(jar.header(for: CookieSituation(target: address), at: 0) == field)
  }

  @Test func `a jar is bounded, and keeps what was used last`() throws {
    var jar = CookieJar()
    try jar.set("kept=1", at: "http://kept.org/")
    for number in 0..<2 * CookieJar.domainLimit {
      try jar.set("c\(number)=1", at: "http://a.org/")
    }
    #expect(jar.count == CookieJar.domainLimit + 1)
    for number in 0..<2 * CookieJar.limit {
      try jar.set("c=1", at: "http://h\(number).org/")
      if number % 100 == 0 { _ = try jar.sent(to: "http://kept.org/") }
    }
    #expect(jar.count <= CookieJar.limit && jar.count > CookieJar.limit / 2)
    #expect(jar.all(at: 0).count == jar.count)
    #expect(try jar.sent(to: "http://kept.org/") == "kept=1")
    #expect(try jar.sent(to: "http://h1.org/") == "")
    #expect(try jar.sent(to: "http://h\(2 * CookieJar.limit - 1).org/") == "c=1")
  }

  @Test func `too much is neither kept nor sent`() throws {
    var jar = CookieJar()
    try jar.set("a=" + String(repeating: "x", count: 4096), at: "http://a.org/")
    #expect(jar.count == 0)
    for number in 0..<10 {
      try jar.set("c\(number)=" + String(repeating: "x", count: 4000), at: "http://a.org/")
    }
    #expect(try jar.sent(to: "http://a.org/").utf8.count <= CookieJar.longestHeader)
    try jar.set("p=1; Path=/" + String(repeating: "x", count: 1024), at: "http://b.org/")
    #expect(try jar.sent(to: "http://b.org/") == "p=1")
  }
}

struct CookieDateTests {
  @Test(arguments: [
    ("Wed, 21 Oct 2015 07:28:00 GMT", 1_445_412_480),
    ("Wed, 21-Oct-2015 07:28:00 GMT", 1_445_412_480),
    ("Wed Oct 21 07:28:00 2015", 1_445_412_480), ("21 oct 15 7:28:0", 1_445_412_480),
    ("07:28:00 2015 Oct 21 PST", 1_445_412_480), ("Thu, 01 Jan 1970 00:00:00 GMT", 0),
    ("Wednesday, 31-Dec-69 23:59:59 GMT", 3_155_759_999), ("29 Feb 2024 00:00:00", 1_709_164_800),
  ])
  func `dates are read in all forms`(text: String, seconds: Int64) {
    #expect(CookieDate.seconds(Array(text.utf8)) == seconds)
  }

  @Test(arguments: [
    "", "0", "session", "21 Oct 2015", "07:28:00", "30 Feb 2015 00:00:00", "32 Oct 2015 00:00:00",
    "21 Oct 1600 00:00:00", "21 Oct 2015 24:00:00", "21 Oct 2015 00:60:00", "29 Feb 2023 00:00:00",
    "21 Octo 99999 00:00:00", "123 Oct 2015 00:00:00",
  ])
  func `other texts are no dates`(text: String) {
    #expect(CookieDate.seconds(Array(text.utf8)) == nil)
  }
}
