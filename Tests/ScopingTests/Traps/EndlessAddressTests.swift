import Addressing
import CrawlModel
import Scoping
import Testing

/// Traps recognised by the address alone.
struct EndlessAddressTests {
  private func trap(_ address: String, from source: String = "http://example.com/") throws -> Trap?
  {
    try EndlessAddress.trap(at: WebAddress(address), from: WebAddress(source))
  }

  @Test(arguments: [
    "https://en.wikipedia.org/wiki/Boutros_Boutros-Ghali",
    "https://docs.python.org/3/library/xml.dom.html",
    "http://example.com/en/en/", "http://example.com/en/en/en/about",
    "http://example.com/a/b/a/b/", "http://example.com/2004/04/04/04/04/04/",
    "https://tile.openstreetmap.org/0/0/0/0/0.html",
    "https://web.archive.org/web/20040101000000/http://example.com//a/a/b",
    "https://github.com/apple/swift/tree/main/test/SILOptimizer/test/test/Inputs/x/y/z/a/b/c.swift",
    "https://example.com/search?color[]=&color[]=&color[]=&color[]=&color[]=&color[]=",
    "https://example.com/search?f=1&f=2&f=3&f=4&f=5&f=6&f=7",
    "https://java.example.com/com/example/com/example/Main.html",
    "https://www.geocities.ws/a/../a/../a/../a/../a/b",
  ])
  func `normal addresses are not traps`(address: String) throws {
    #expect(try trap(address) == nil)
  }

  @Test(arguments: [
    ("http://example.com/a/a/a/a", TrapRule.repeatingPath),
    ("http://example.com/docs/img/docs/img/docs/img/", .repeatingPath),
    ("http://example.com/x/a/b/c/a/b/c/a/b/c", .repeatingPath),
    ("http://example.com/a/b/c/d/a/b/c/d/a/b/c/d/e", .repeatingPath),
    ("http://example.com/x/////y", .repeatingPath),
    ("http://example.com/1/2/a/1/2/a/1/2/a", .repeatingPath),
    ("http://example.com/s?a=1&a=1&b=2&a=1&a=1&a=1", .repeatingQuery),
    ("http://example.com/a/b/c/d/e/f/g/h/i/j/k/l/m/n/o/p/q/r/s/t/u", .deepPath),
    ("http://a.b.c.d.e.f.g.h.i.example.com/", .deepHost),
    ("http://x.x.x.example.com/", .deepHost),
    ("http://a.b.a.b.a.b.example.com/", .deepHost),
  ])
  func `endless addresses are traps`(address: String, rule: TrapRule) throws {
    #expect(try trap(address)?.rule == rule)
  }

  @Test func `an address may have 2,083 bytes`() throws {
    let start = "http://example.com/"
    let fill = String(repeating: "x", count: 2_083 - start.utf8.count)
    #expect(try trap(start + fill) == nil)
    #expect(try trap(start + fill + "x")?.rule == .longAddress)
  }

  @Test func `a property of the linking page does not count`() throws {
    #expect(try trap("http://x.x.x.example.com/a", from: "http://x.x.x.example.com/") == nil)
    let deep = "http://example.com/" + (0..<24).map { "s\($0)" }.joined(separator: "/")
    #expect(try trap(deep)?.rule == .deepPath)
    let page = try WebAddress(deep)
    #expect(EndlessAddress.trap(at: page, from: page, allowedDepth: 24) == nil)
  }
}
