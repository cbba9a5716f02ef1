import Addressing
import CrawlModel
import Testing

@testable import Scoping

struct AddressPatternTests {
  private func pattern(_ address: String) throws -> AddressPattern {
    AddressPattern(try WebAddress("http://example.com" + address))
  }

  @Test(arguments: [
    ("/", "/"), ("/a/b.html", "/a/b.html"), ("/2031/05/", "/#/#/"), ("/photo/12", "/photo/#"),
    ("/list?page=2", "/list?page"), ("/list?b=1&a=2&b=3", "/list?a&b"),
    ("/item-12-of-30.html", "/item-#-of-#.html"), ("/x;v=3/y", "/x/y?;v"),
    ("/u/3f2504e04f89", "/u/*"), ("/u/a1b2c3d4", "/u/*"),
    ("/wiki/%D0%9F%D1%80", "/wiki/%D0%9F%D1%80"),
    ("/a/b/a", "/+a+b"), ("/b/a/b/a/b/", "/+a+b"), ("/1/1/1", "/#/#/#"),
    ("/a/b/c/d/e/f/g/h/i/j", "/a/b/c/d/e/f/g/h/…"),
  ])
  func `numbers and codes are folded`(address: String, expected: String) throws {
    #expect(try pattern(address).text == expected)
  }

  @Test(arguments: [
    ("/a/b.html", "/a/"), ("/a/b/", "/a/b/"), ("/top", "/"), ("/2031/05/x", "/#/#/"),
  ])
  func `the folder ends at the last slash`(address: String, expected: String) throws {
    #expect(try pattern(address).folder == expected)
  }

  @Test func `a page belongs to parts of different sizes`() throws {
    let place = PagePlace(try WebAddress("http://a.example.com/x/1?p=2"), within: .domain)
    #expect(place.parts.map(\.kind) == [.pattern, .script, .host, .patternOfHosts, .domain])
    let other = PagePlace(try WebAddress("http://b.example.com/x/2?p=3"), within: .domain)
    let shared = place.parts.filter(other.parts.contains).map(\.kind)
    #expect(shared == [.patternOfHosts, .domain])
    let far = PagePlace(try WebAddress("http://c.example.org/x/2?p=3"), within: .any)
    let everywhere = PagePlace(try WebAddress("http://a.example.com/x/1?p=2"), within: .any)
    #expect(everywhere.parts.filter(far.parts.contains).map(\.kind) == [.patternOfHosts, .domain])
    let near = PagePlace(try WebAddress("http://a.example.com/x/1"))
    #expect(near.parts.map(\.kind) == [.pattern, .folder, .host])
  }

  @Test(arguments: [Job.Kind.stylesheet, .manifest, .sitemap])
  func `a document that is no page belongs to all those of its host`(kind: Job.Kind) throws {
    let place = PagePlace(try WebAddress("http://a.test/x/1"), kind)
    #expect(place.parts.map(\.kind) == [.documents, .documentsOfHosts])
    #expect(place.parts == PagePlace(try WebAddress("http://a.test/"), .stylesheet).parts)
    let other = PagePlace(try WebAddress("http://b.test/x/1"), kind)
    #expect(place.parts.filter(other.parts.contains).map(\.kind) == [.documentsOfHosts])
  }
}
