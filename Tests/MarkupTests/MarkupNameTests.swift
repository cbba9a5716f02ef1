import Testing

@testable import Markup

@Suite struct MarkupNameTests {
  @Test(arguments: ["a", "img", "noscript", "data-lazy-srcset", "abcdefghijklmnopqrstuvwx"])
  func `a name keeps its text`(_ text: String) {
    #expect(MarkupName(text).description == text)
    #expect(MarkupName(text) == MarkupName(text + ""))
  }

  @Test func `names that differ anywhere differ`() {
    let names = ["", "a", "b", "aa", "abcdefgh", "abcdefghi", "abcdefghijklmnopq"]
    #expect(Set(names.map { MarkupName($0) }).count == names.count)
  }

  @Test func `a name that is too long equals none that fits`() {
    let text = "abcdefghijklmnopqrstuvwxyz"
    let long = MarkupName(text)
    #expect(long != "abcdefghijklmnopqrstuvwx")
    #expect(long.description == "abcdefghijklmnopqrstuvw\u{FFFD}")
  }

  @Test func `a prefix is recognised`() {
    let name: MarkupName = "data-src"
    #expect(name.hasPrefix("data-"))
    #expect(name.hasPrefix("data-src"))
    #expect(!name.hasPrefix("data-srcset"))
  }
}
