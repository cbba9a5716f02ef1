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

  @Test(arguments: [
    "a=bcdefgh", "href=\"x\"", "abcdefg=", "z==aaaaa", "hRef=\"xy\"", "=abcdefgh", "abcdefgh=",
    "ab-c=defg", "h{ef=aaaa", "h`ef=aaaa", "a\u{E1}=bcdef", "a b=cdefg", "a=", "azaz=\u{80}\u{80}",
  ])
  func `a name read as a word is the one before the equals sign`(_ text: String) {
    let bytes = Array(text.utf8)
    let end = bytes.firstIndex(of: UInt8(ascii: "=")) ?? bytes.count
    let isPlain =
      bytes.count >= 8 && (1...7).contains(end)
      && bytes[..<end].allSatisfy { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) }
    bytes.withUnsafeBufferPointer { bytes in
      let name = MarkupName(plain: bytes, from: 0)
      #expect((name != nil) == isPlain)
      guard let name else { return }
      #expect(name.shortLength == end)
      #expect(name == MarkupName(lowering: bytes, from: 0, to: end))
    }
  }

  @Test func `a prefix is recognised`() {
    let name: MarkupName = "data-src"
    #expect(name.hasPrefix("data-"))
    #expect(name.hasPrefix("data-src"))
    #expect(!name.hasPrefix("data-srcset"))
  }
}
