import Addressing
import Extracting
import Foundation
import TestSupport
import Testing

@Suite struct FixtureTests {
  @Test(arguments: [
    ("pages/every-source.html", "html"), ("styles/every-form.css", "css"),
  ])
  func `a document has exactly the listed links`(_ path: String, _ type: String)
    throws
  {
    let document = Project.fixture(path)
    let list = document.deletingPathExtension().appendingPathExtension("expected.txt")
    let expected = try String(contentsOf: list, encoding: .utf8).split(separator: "\n")
    let found = try Extraction([UInt8](Data(contentsOf: document)), type: type)
    #expect(found.lines == expected.map(String.init))
    #expect(found.facts.linkCount == expected.count)
  }

  @Test func `a page has a title, base and language`() throws {
    let bytes = [UInt8](try Data(contentsOf: Project.fixture("pages/every-source.html")))
    let facts = try Extraction(bytes).facts
    #expect(facts.title == "Every place & kind of link")
    #expect(facts.base.text == "http://page.test/base/")
    #expect(facts.language == "en")
    #expect(facts.encoding == "UTF-8")
    #expect(!facts.isCut)
  }
}
