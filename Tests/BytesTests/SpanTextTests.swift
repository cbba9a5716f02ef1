import Bytes
import Testing

struct SpanTextTests {
  private let bytes = Array("Hello, World".utf8)

  @Test(arguments: [
    ("Hello", 0, true, true), ("hello", 0, false, true), ("WORLD", 7, false, true),
    ("World!", 7, false, false), ("", 12, true, true), ("H", -1, false, false),
    ("H", .max, false, false), ("@ello", 0, false, false), ("hELLO\u{C}", 0, false, false),
  ])
  func `text is compared at an offset`(text: String, offset: Int, exact: Bool, ignoring: Bool) {
    let span = bytes.span
    let results = [
      span.matches(text, at: offset), span.matchesIgnoringASCIICase(text, at: offset),
    ]
    #expect(results == [exact, ignoring])
  }

  @Test func `case is ignored for letters only`() {
    let lowered = Array("@AZ[`az{".utf8).map(\.lowercasedASCII)
    #expect(lowered == Array("@az[`az{".utf8))
  }

  @Test(arguments: [(0, 2), (3, 3), (4, 10), (11, nil), (-5, 2), (Int.max, nil)] as [(Int, Int?)])
  func `a byte is found at or after an offset`(start: Int, expected: Int?) {
    let found = bytes.span.firstOffset(of: UInt8(ascii: "l"), from: start)
    #expect(found == expected)
  }
}
