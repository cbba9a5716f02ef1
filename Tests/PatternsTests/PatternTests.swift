import Patterns
import Testing

struct PatternTests {
  private func occurs(_ pattern: String, in subject: String) throws -> Bool {
    try Pattern(pattern).occurs(in: subject)
  }

  @Test(arguments: [
    ("b", "abc", true), ("^b", "abc", false), ("^a", "abc", true), ("c$", "abc", true),
    ("b$", "abc", false), ("a.c", "xabcx", true), ("A", "abc", false), ("(?i)B", "abc", true),
    (#"\d{2,3}"#, "a1b22", true), (#"\d{2,3}"#, "a1b2", false), (#"[?&]p=\d+"#, "/x?p=7", true),
    (#"\.(png|gif)$"#, "/a.gif", true), (#"\.(png|gif)$"#, "/a.gif?x", false),
    ("a|b", "zb", true), (#"\bcat\b"#, "a cat.", true), (#"\bcat\b"#, "concat", false),
    (#"\Qa.b\E"#, "axb", false), ("(?P<n>a)", "a", true), ("a{0}b", "b", true),
  ])
  func `an expression matches anywhere in the text`(
    pattern: String, subject: String, found: Bool
  ) throws {
    #expect(try occurs(pattern, in: subject) == found)
  }

  @Test(arguments: [("", true), ("^$", true), ("a*", true), ("a", false), (".", false)])
  func `an empty text can be matched`(pattern: String, found: Bool) throws {
    #expect(try occurs(pattern, in: "") == found)
  }

  @Test(arguments: [
    ("^.$", "é", true), ("^.$", "日", true), ("^.$", "😀", true), ("^..$", "é", false),
    ("日本", "日本語", true), ("[à-ü]", "é", true), ("[à-ü]", "e", false), ("(?i)É", "é", true),
    ("(?i)ПРИВЕТ", "привет", true), (#"\p{Han}"#, "日", true), (#"\p{Han}"#, "a", false),
    (#"\p{Greek}+$"#, "xαβγ", true), (#"\x{1F600}"#, "😀", true),
    // RE2's \w and \d are those of ASCII.
    (#"^\w$"#, "é", false), (#"\d"#, "٣", false),
    // Code points are compared, not their appearance.
    ("^e\u{301}$", "\u{e9}", false), ("^e\u{301}$", "e\u{301}", true),
  ])
  func `non-ASCII characters are whole characters`(
    pattern: String, subject: String, found: Bool
  ) throws {
    #expect(try occurs(pattern, in: subject) == found)
  }

  @Test func `a zero byte ends neither expression nor text`() throws {
    #expect(try occurs("b", in: "a\0b"))
    #expect(try occurs("a\0b", in: "xa\0b"))
    #expect(try !occurs("a\0b", in: "a\0c"))
  }

  @Test func `a substring is matched alone`() throws {
    let whole = "prefix/abc/suffix"
    let part = String(whole.dropFirst(7).prefix(3))
    #expect(try occurs("^abc$", in: part))
    #expect(try !occurs("fix", in: part))
  }

  @Test func `an expression keeps its text`() throws {
    #expect(try Pattern("a+").text == "a+")
  }
}
