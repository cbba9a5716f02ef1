import Addressing
import Testing

@testable import Archiving

/// The keys are those that the library `surt` makes of the same addresses.
struct IndexKeyTests {
  private static let vectors = [
    ("http://example.com/", "com,example)/"),
    ("https://www.example.com/a/b/", "com,example)/a/b"),
    ("http://www2.example.com:8080/A/B?b=2&a=1", "com,example:8080)/a/b?a=1&b=2"),
    ("http://127.0.0.1:44153/x.png", "1,0,0,127:44153)/x.png"),
    ("http://[::1]:8080/a", "::1:8080)/a"),
    ("https://example.com/a%20b/%C3%A4.png", "com,example)/a%20b/%c3%a4.png"),
    ("https://example.com/a%2520b%2Fc", "com,example)/a%20b/c"),
    ("https://example.com/?", "com,example)/"),
    ("https://example.com/?a", "com,example)/?a"),
    ("https://example.com/?b&a=&a", "com,example)/?a&a=&b"),
    ("https://example.com/?a=1&A=0&a=1=2", "com,example)/?a=0&a=1&a=1=2"),
    ("https://example.com/a//b///c", "com,example)/a/b/c"),
    ("https://wwwexample.com/", "com,wwwexample)/"),
    ("https://www.com/", "com)/"),
    ("https://www12.sub.example.co.uk/x", "uk,co,example,sub)/x"),
    ("https://example.com/p?jsessionid=0123456789abcdef0123456789ABCDEF", "com,example)/p"),
    (
      "https://example.com/p?a=1&PHPSESSID=0123456789abcdef0123456789abcdef&b=2",
      "com,example)/p?a=1&b=2"
    ),
    (
      "https://example.com/p?sid=0123456789abcdef0123456789abcde",
      "com,example)/p?sid=0123456789abcdef0123456789abcde"
    ),
    ("https://example.com/p?xsid=0123456789abcdef0123456789abcdef&z", "com,example)/p?xz"),
    (
      "https://example.com/p?ASPSESSIONIDABCDEFGH=ABCDEFGHIJKLMNOPQRSTUVWX&q=1",
      "com,example)/p?q=1"
    ),
    ("https://example.com/p?cfid=12&cftoken=34&x=1", "com,example)/p?x=1"),
    ("https://example.com/p?x=1&cfid=12&cftoken=34", "com,example)/p?&x=1"),
    ("https://example.com/p?cfid=&cftoken=34", "com,example)/p?cfid=&cftoken=34"),
    ("https://xn--bcher-kva.example/B%C3%BCcher", "example,xn--bcher-kva)/b%c3%bccher"),
    ("https://example.com/a%23b%3Fc?d%26e=%23f", "com,example)/a%23b?c?d&e=%23f"),
    ("https://example.com/path;v=1,2?q=a+b&q=a%20b", "com,example)/path;v=1,2?q=a%20b&q=a+b"),
    ("https://example.com/%E4%FF", "com,example)/%e4%ff"),
    ("https://example.com/a%zz%4", "com,example)/a%25zz%254"),
    ("https://example.com/a|b[c]^d", "com,example)/a|b[c]^d"),
    ("https://example.com/a/..b/.c/", "com,example)/a/..b/.c"),
    ("https://example.com/x?&&a", "com,example)/x?&&a"),
    ("https://example.com/x?=&=1", "com,example)/x?=&=1"),
  ]

  @Test(arguments: vectors) func `a key is that of other programs`(
    address: String, key: String
  ) throws {
    let bytes = IndexKey(try WebAddress(address)).bytes
    #expect(String(decoding: bytes, as: UTF8.self) == key)
  }

  @Test func `a long query costs no more than its length`() throws {
    let query = String(repeating: "cfid=", count: 12_000)
    let key = IndexKey(try WebAddress("http://a.example/?\(query)&cftoken=1")).bytes
    #expect(key.count > 50_000)
  }
}
