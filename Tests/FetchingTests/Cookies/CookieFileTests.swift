import Addressing
import CrawlModel
import Testing

@testable import Fetching

struct CookieFileTests {
  private func file(_ lines: String...) -> CookieFile {
    CookieFile(Array(lines.joined(separator: "\n").utf8))
  }

  private func sent(_ file: CookieFile, to address: String, from page: String? = nil) throws
    -> String
  {
    let store = CookieStore()
    store.add(file)
    let job = Job(
      address: try WebAddress(address), kind: .image, parent: try page.map { try WebAddress($0) })
    return String(decoding: store.header(for: job, Request(job)) ?? [], as: UTF8.self)
  }

  @Test func `a file of a browser is read`() throws {
    let file = file(
      "# Netscape HTTP Cookie File", "# a comment", "",
      ".example.org\tTRUE\t/\tFALSE\t0\tall\t1\r",
      "#HttpOnly_www.example.org\tFALSE\t/\tTRUE\t4102444800\tsecure\t2",
      "www.example.org\tFALSE\t/x\tFALSE\t4102444800.5\tdeep\ta=b c",
      "www.example.org\tFALSE\t/\tFALSE\t1000\tended\t1",
      "www.example.org\tFALSE\t/\tFALSE\t0\tempty")
    #expect(file.problems.isEmpty && file.isCookieFile && file.count == 4)
    #expect(try sent(file, to: "http://www.example.org/x/y") == "deep=a=b c; all=1; empty=")
    #expect(try sent(file, to: "https://www.example.org/") == "all=1; secure=2; empty=")
    #expect(try sent(file, to: "https://cdn.example.org/") == "all=1")
    #expect(try sent(file, to: "https://example.com/") == "")
    #expect(
      try sent(file, to: "https://www.example.org/", from: "https://a.org/").contains("all=1"))
  }

  @Test(arguments: [
    ("a.org TRUE / FALSE 0 n s3cr3t", "1 fields"),
    ("a.org\tmaybe\t/\tFALSE\t0\tn\ts3cr3t", "field 2"),
    ("a.org\tTRUE\tx\tFALSE\t0\tn\ts3cr3t", "field 3"),
    ("a.org\tTRUE\t/\tno\t0\tn\ts3cr3t", "field 4"),
    ("a.org\tTRUE\t/\tTRUE\tsoon\tn\ts3cr3t", "field 5"),
    ("\tTRUE\t/\tTRUE\t0\tn\ts3cr3t", "field 1"), ("a/b\tTRUE\t/\tTRUE\t0\tn\ts3cr3t", "field 1"),
    (".co.uk\tTRUE\t/\tTRUE\t0\tn\ts3cr3t", "public suffix"),
    ("a.org\tTRUE\t/\tTRUE\t0\t\t", "name"),
    ("a.org\tTRUE\t/\tTRUE\t0\tn;\ts3cr3t", "character"),
    ("a.org\tTRUE\t/\tTRUE\t1e99\tn\ts3cr3t", "field 5"),
  ])
  func `a bad line is named and not shown`(line: String, problem: String) throws {
    let file = file(".example.org\tTRUE\t/\tFALSE\t0\ta\t1", line)
    #expect(file.count == 1)
    let words = try #require(file.problems.first)
    #expect(words.hasPrefix("line 2: ") && words.contains(problem), "\(words)")
    #expect(!words.contains("s3cr3t"))
  }

  @Test func `another file is no file of cookies`() {
    #expect(!file("{\"cookies\": []}").isCookieFile)
    #expect(file("").isCookieFile)
    #expect(file("a.org\tFALSE\t/\tFALSE\t1000\tended\t1").isCookieFile)
  }

  @Test func `what was saved is read again as it was`() throws {
    var jar = CookieJar()
    try jar.set("s=1; SameSite=Strict; Path=/a; Max-Age=1000", at: "http://x.a.org/")
    try jar.set("l=1; SameSite=Lax; HttpOnly; Domain=a.org", at: "http://x.a.org/")
    try jar.set("n=1; SameSite=None; Secure", at: "https://x.a.org/")
    try jar.set("u=1", at: "http://x.a.org/")
    var expected = jar.all(at: 0)
    for index in expected.indices where expected[index].expiry != nil {
      expected[index].expiry = 4_102_444_800
    }
    let file = CookieFile(CookieFile.text(of: expected))
    #expect(file.problems.isEmpty && file.isCookieFile)
    #expect(file.cookies.count == 4)
    for (read, written) in zip(file.cookies, expected) {
      #expect(read.key == written.key && read.value == written.value)
      #expect(read.sameSite == written.sameSite && read.isSecure == written.isSecure)
      #expect(read.isHTTPOnly == written.isHTTPOnly && read.expiry == written.expiry)
    }
  }

  @Test func `what another run has saved meanwhile is kept`() {
    func line(_ name: String, _ value: String) -> String {
      "a.org\tFALSE\t/\tFALSE\t0\t\(name)\t\(value)"
    }
    let before = file(line("same", "1"), line("mine", "1"), line("theirs", "1"), line("both", "1"))
    let store = CookieStore()
    store.add(before)
    store.add(file(line("mine", "2"), line("both", "2"), line("my-new", "2")))
    let now = file(
      line("same", "1"), line("mine", "1"), line("theirs", "3"), line("both", "3"),
      line("their-new", "3"))
    let saved = CookieFile(store.fileText(replacing: before, now))
    let values = Dictionary(
      uniqueKeysWithValues: saved.cookies.map {
        (String(decoding: $0.key.name, as: UTF8.self), String(decoding: $0.value, as: UTF8.self))
      })
    #expect(
      values == [
        "same": "1", "mine": "2", "theirs": "3", "both": "2", "my-new": "2", "their-new": "3",
      ])
  }
}
