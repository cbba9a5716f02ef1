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

  @Test func `a name that is too long equals no shorter one`() {
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

  @Test func `the name of a tag is read as a word where it is plain and ends there`() {
    let ends: [UInt8] = [0x20, 0x09, 0x0A, 0x0C, 0x0D, UInt8(ascii: "/"), UInt8(ascii: ">")]
    for length in 0...8 {
      for end in UInt8.min...UInt8.max {
        for place in 0..<max(1, length) {
          for byte: UInt8 in [0x60, 0x61, 0x7A, 0x7B, 0x2F, 0x30, 0x39, 0x3A, 0x41, 0xE1, 0xB0, 0] {
            var bytes = [UInt8](repeating: UInt8(ascii: "h"), count: length)
            if length > 0 { bytes[place] = byte }
            bytes += [end] + [UInt8](repeating: UInt8(ascii: "x"), count: 8 - length)
            let isPlain = { (byte: UInt8) in
              (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte)
            }
            let name = bytes.prefix { isPlain($0) }
            let isRead =
              (1...7).contains(name.count) && name.count < bytes.count
              && ends.contains(bytes[name.count])
            bytes.withUnsafeBufferPointer { bytes in
              let read = MarkupName(plainTag: bytes, from: 0)
              let expected = MarkupName(lowering: bytes, from: 0, to: name.count)
              if read != (isRead ? expected : nil) {
                Issue.record("\(Array(bytes)) is read as \(read?.description ?? "no name")")
              }
              if isRead, read?.shortLength != name.count { Issue.record("\(Array(bytes)) is cut") }
            }
          }
        }
      }
    }
  }

  @Test func `the name of a tag is not read as a word in the last eight bytes`() {
    Array("<a>bcdefg".utf8).withUnsafeBufferPointer { bytes in
      #expect(MarkupName(plainTag: bytes, from: 1) == "a")
      #expect(MarkupName(plainTag: bytes, from: 2) == nil)
    }
  }

  @Test func `a prefix is recognised`() {
    let name: MarkupName = "data-src"
    #expect(name.hasPrefix("data-"))
    #expect(name.hasPrefix("data-src"))
    #expect(!name.hasPrefix("data-srcset"))
  }
}
