import Addressing
import CrawlModel
import Scoping
import Testing

/// Which addresses count as the same page.
struct AddressTwinsTests {
  private func twins(_ address: String) throws -> AddressTwins? {
    try AddressTwins(of: WebAddress("http://example.com" + address))
  }

  @Test(arguments: [
    ("/a?PHPSESSID=1f3870be274f6c49b3e31a0c6728957f", "/a?PHPSESSID=2f"),
    ("/a?x=1&phpsessid=12", "/a?PHPSESSID=13&x=1"),
    ("/a;jsessionid=0A1B?x=1", "/a;JSESSIONID=77?x=1"),
    ("/a;jsessionid=0A1B/b", "/a;jsessionid=0A1C/b"),
    ("/a;v=2;jsessionid=0A1B", "/a;v=2;jsessionid=77"),
    ("/(S(lit3py55t21z5v55vlm25s55))/a.aspx", "/(S(abc3py55t21z5v55vlm25s99))/a.aspx"),
    ("/a?CFID=1000&CFTOKEN=2000", "/a?CFID=1&CFTOKEN=2"),
    ("/a?sid=1f3870be274f6c49b3e31a0c6728957f", "/a?sid=abcdef1234567890"),
    ("/a?s=4q3k2j1h&p=1", "/a?p=1&s=7f6e5d4c"),
    ("/a?ASPSESSIONIDQQABC=KJH", "/a?ASPSESSIONIDQQABC=LKJ"),
  ])
  func `a session does not make another page`(one: String, other: String) throws {
    let first = try #require(try twins(one))
    #expect(first.rule == .session)
    #expect(try twins(other)?.key == first.key)
  }

  @Test(arguments: [
    ("/a?x=1&y=2", "/a?y=2&x=1"), ("/a?b&a&c", "/a?c&b&a"), ("/a?t=1&t=2&s=3", "/a?s=3&t=1&t=2"),
    ("/a?x=1&&y=2", "/a?y=2&x=1&"),
  ])
  func `the order of parameters does not make another page`(one: String, other: String) throws {
    let first = try #require(try twins(one))
    #expect(first.rule == .parameterOrder)
    #expect(try twins(other)?.key == first.key)
  }

  @Test(arguments: [
    ("/a?t=1&t=2", "/a?t=2&t=1"), ("/a?x=1&y=2", "/b?x=1&y=2"), ("/a?x=1&y=2", "/a?x=2&y=1"),
    ("/a?x=1&y=2", "/a?x=1&y=2&z=3"), ("/a?sid=04/05/12&y=1", "/a?sid=04/05/13&y=1"),
    ("/a?sid=1234&y=1", "/a?sid=1235&y=1"), ("/a?session=morning&y=1", "/a?session=evening&y=1"),
    ("/a?s=magpie&p=1", "/a?s=heron&p=1"), ("/a;v=1?b=1&c=2", "/a;v=2?b=1&c=2"),
    ("/wiki/(song)?a=1&b=1", "/wiki/(film)?a=1&b=1"),
  ])
  func `a significant difference makes another page`(one: String, other: String) throws {
    #expect(try twins(one) != nil)
    #expect(try twins(one)?.key != twins(other)?.key)
  }

  @Test(arguments: [
    "/", "/a/b.html", "/a?x=1", "/a?q", "/a;v=1", "/wiki/Mercury_(planet)", "/(S(short))/a",
    "/a?sid=12", "/a?",
  ])
  func `most addresses have no twins`(address: String) throws {
    #expect(try twins(address) == nil)
  }
}
