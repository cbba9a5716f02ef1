import TestSupport
import Testing

@testable import Addressing

/// A small generator with a fixed seed, so that a failure is reproducible.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }
}

@Suite struct `the fast path for plain references` {
  static let pieces = [
    "a", "b.png", "img", "IMG_1", "/", "/", "/", ".", "..", "%2e", "%2E.", "%20", "%", "?", "?x=1",
    "&y=", "#", "#top", ":", "\\", " ", "\t", "\n", "'", "\"", "<", ">", "`", "{", "}", "^", "|",
    "é", "日", "@", "http:", "https:", "//", "~", "!$&()*+,;=-_", "[", "]", "\u{7F}", "0", "x.y",
    "\u{1}",
  ]
  static let bases = [
    "http://example.org/", "https://example.org/a/b/c.html?q=1#f", "http://h:8080/a/",
    "http://[::1]/x/y", "https://1.2.3.4/?/?/", "http://h/a//", "http://h//",
  ]

  @Test(arguments: bases)
  func `gives the parser's result for very many references`(_ text: String) throws {
    let base = try WebAddress(text)
    var random = SplitMix(state: 20)
    var short = 0
    for _ in 0..<20_000 {
      let count = Int.random(in: 0...6, using: &random)
      let reference = (0..<count).map { _ in Self.pieces.randomElement(using: &random) ?? "" }
        .joined()
      let full = try? AddressReader.read(reference, base: base).address
      let utf8 = reference.utf8
      if let plain = WebAddress(plain: utf8.span, of: reference[...], base) {
        short += 1
        #expect(plain.text == full?.text, "\(reference.debugDescription)")
        #expect(plain.layout == full?.layout, "\(reference.debugDescription)")
      }
      let ready = try? WebAddress(reference[...], relativeTo: AddressBase(base))
      #expect(ready == full && ready?.layout == full?.layout, "\(reference.debugDescription)")
      let either = try? WebAddress(reference, relativeTo: base)
      #expect(either == full, "\(reference.debugDescription)")
    }
    // Otherwise the comparison would be meaningless.
    #expect(short > 2_000)
  }

  private static let hosts = [
    "h", "example.org", "a-b.example", "EXAMPLE.org", "1.2.3.4", "h.1", "h.0x1", "h.", ".h", "h..x",
    "x--y", "-", "h:80", "h:", "u@h", "%68", "é.org", "xn--a", "h_x", "", "[::1]", "a.1b", "h\\x",
    "xn--", "xn--nxasmq6b.example", "h h", "h|", "a.b.c.d.e.f",
  ]

  @Test func `gives the parser's result for very many absolute addresses`() throws {
    let base = try WebAddress("https://base.test/x")
    var random = SplitMix(state: 21)
    var short = 0
    for _ in 0..<40_000 {
      let count = Int.random(in: 0...4, using: &random)
      let scheme = ["http://", "https://", "HTTP://", "http:/", "http:///"]
        .randomElement(using: &random)
      let host = Self.hosts.randomElement(using: &random)
      let slash = Bool.random(using: &random) ? "/" : ""
      let path = (0..<count).map { _ in Self.pieces.randomElement(using: &random) ?? "" }.joined()
      let reference = (scheme ?? "") + (host ?? "") + slash + path
      let full = try? AddressReader.read(reference, base: base).address
      let utf8 = reference.utf8
      if let plain = WebAddress(plainAbsolute: utf8.span, of: reference[...]) {
        short += 1
        #expect(plain.text == full?.text, "\(reference.debugDescription)")
        #expect(plain.layout == full?.layout, "\(reference.debugDescription)")
      }
      let either = try? WebAddress(reference, relativeTo: base)
      #expect(either == full, "\(reference.debugDescription)")
    }
    #expect(short > 1_000)
  }

  @Test(arguments: [
    ("b.png", "http://h/x/b.png"), ("/b/c.png", "http://h/b/c.png"), ("?z", "http://h/x/y?z"),
    ("#f", "http://h/x/y?q"), ("b?q=1&r[]=2#f", "http://h/x/b?q=1&r[]=2"), ("b/", "http://h/x/b/"),
    ("b%20c.jpg", "http://h/x/b%20c.jpg"), ("/", "http://h/"),
  ])
  func `is used for the most common references`(_ reference: String, _ expected: String) throws {
    let base = try WebAddress("http://h/x/y?q")
    let utf8 = reference.utf8
    #expect(WebAddress(plain: utf8.span, of: reference[...], base)?.text == expected)
  }

  @Test func `is also used for substrings and bytes`() throws {
    let base = try WebAddress("http://h/x/y")
    let text = "src=b.png alt"
    let part = text.dropFirst(4).prefix(5)
    #expect(try WebAddress(part, relativeTo: AddressBase(base)).text == "http://h/x/b.png")
    let bytes = Array("../ü".utf8)
    #expect(try WebAddress(utf8: bytes.span, relativeTo: base).text == "http://h/%C3%BC")
    let broken: [UInt8] = [0x62, 0xFF]
    #expect(try WebAddress(utf8: broken.span, relativeTo: base).text == "http://h/x/b%EF%BF%BD")
  }
}
