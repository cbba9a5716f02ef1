import Patterns
import Testing

/// `Pattern` over RE2.
struct PatternTests {
  @Test(arguments: [
    ("a", "bab", true), ("^a", "ba", false), ("a$", "ba", true), ("", "", true), ("", "x", true),
    ("^$", "x", false), ("\\d{2,3}", "a1", false), ("\\d{2,3}", "a12", true),
    ("(?i)JPG$", "x.jpg", true), ("jpg", "JPG", false), ("a.c", "a\nc", false),
    ("(?s)a.c", "a\nc", true), ("ü", "grün", true), ("^.$", "é", true), ("\\x{1F600}", "😀", true),
    ("/(old|draft)/", "http://a.test/draft/1", true),
  ])
  func `it occurs anywhere in a text`(pattern: String, text: String, expected: Bool) throws {
    #expect(try Pattern(pattern).occurs(in: text) == expected)
  }

  @Test func `a zero byte is a byte like others`() throws {
    #expect(try Pattern("a\\x00b").occurs(in: "xa\0by"))
    #expect(try Pattern("a\0b").occurs(in: "xa\0by"))
    #expect(try !Pattern("a\0b").occurs(in: "xay"))
  }

  @Test(arguments: ["(", "a)", "[a", "*", "a{2000}", "(?=a)", "(a)\\1", "(?<!a)b", "\\"])
  func `a text that is no expression says what is wrong`(text: String) {
    let error = #expect(throws: PatternError.self) { try Pattern(text) }
    #expect(error?.text == text)
    #expect(error?.reason.isEmpty == false)
    #expect(error?.description == "'\(text)' is no regular expression: \(error?.reason ?? "")")
  }

  /// Two thousand letters would take a backtracking matcher 2²⁰⁰⁰ steps: the test would not end.
  @Test(arguments: ["(a*)*b", "(a|aa)+$b", "(a|a)*b", "^(a+)+$b", "(.*)(.*)(.*)(.*)(.*)b"])
  func `no expression takes more than linear time`(pattern: String) throws {
    let text = String(repeating: "a", count: 200_000)
    #expect(try !Pattern(pattern).occurs(in: text))
    if !pattern.contains("$") { #expect(try Pattern(pattern).occurs(in: text + "b")) }
  }

  @Test func `a message that is too long for its room is cut off`() {
    let text = "[[:" + String(repeating: "x", count: 5_000) + ":]]"
    let error = #expect(throws: PatternError.self) { try Pattern(text) }
    #expect(error?.text == text)
    #expect((1...255).contains(error?.reason.utf8.count ?? 0))
  }

  @Test func `many threads may use one`() async throws {
    let pattern = try Pattern("(a|b)*c")
    await withTaskGroup(of: Bool.self) { group in
      for number in 0..<32 {
        group.addTask { pattern.occurs(in: "ab\(number)" + (number.isMultiple(of: 2) ? "c" : "")) }
      }
      var matches = 0
      for await occurs in group where occurs { matches += 1 }
      #expect(matches == 16)
    }
  }
}
