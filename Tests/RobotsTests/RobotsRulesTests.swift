import Robots
import Testing

struct RobotsRulesTests {
  @Test func `an empty file allows everything`() {
    #expect(isAllowed("/a", by: ""))
    #expect(RobotsRules.allowingAll.verdict(for: "/a").isAllowed)
  }

  @Test func `a verdict has the rule and its line`() throws {
    let text = "# pictures\nUser-agent: *\r\nDisallow: /a\rAllow: /a/b\n"
    let no = try #require(rules(text).verdict(for: "/a/c").rule)
    #expect(no.text == "Disallow: /a")
    #expect(no.line == 3)
    let yes = try #require(rules(text).verdict(for: "/a/b").rule)
    #expect(yes.text == "Allow: /a/b")
    #expect(yes.line == 4)
    #expect(rules(text).verdict(for: "/b").rule == nil)
  }

  @Test func `the longest rule decides, whatever its position`() {
    for lines in ["Disallow: /\nAllow: /a/", "Allow: /a/\nDisallow: /"] {
      let text = "User-agent: *\n" + lines
      #expect(isAllowed("/a/x", by: text))
      #expect(!isAllowed("/x", by: text))
    }
  }

  @Test func `of two rules with the same length the one that allows decides`() {
    #expect(isAllowed("/a", by: "User-agent: *\nDisallow: /a\nAllow: /a"))
    #expect(isAllowed("/a", by: "User-agent: *\nAllow: /a\nDisallow: /a"))
  }

  @Test func `a crawler's own groups are merged and those for all are ignored`() {
    let text = """
      User-agent: magpie
      Disallow: /a
      User-agent: *
      Disallow: /b
      User-agent: Other
      User-agent: MAGPIE/2.0
      Disallow: /c
      """
    #expect(!isAllowed("/a", by: text))
    #expect(isAllowed("/b", by: text))
    #expect(!isAllowed("/c", by: text))
    #expect(!isAllowed("/b", by: text, agent: "else"))
    #expect(!isAllowed("/c", by: text, agent: "other"))
    #expect(isAllowed("/a", by: text, agent: "other"))
  }

  @Test func `a name is compared as a whole`() {
    let text = "User-agent: mag\nDisallow: /a\n\nUser-agent: magpies\nDisallow: /b\n"
    #expect(isAllowed("/a", by: text))
    #expect(isAllowed("/b", by: text))
  }

  @Test func `a group without a rule still counts as the crawler's own`() {
    #expect(isAllowed("/a", by: "User-agent: *\nDisallow: /\n\nUser-agent: magpie\nDisallow:\n"))
  }

  @Test func `robots_txt itself is always allowed`() {
    #expect(isAllowed("/robots.txt", by: "User-agent: *\nDisallow: /"))
    #expect(!isAllowed("/robots.txt?x", by: "User-agent: *\nDisallow: /"))
  }

  @Test(arguments: [
    "user-agent: magpie\ndisallow: /a", "\u{FEFF}User-agent: magpie\nDisallow: /a",
    "\u{EF}\u{BB}\u{BF}User-agent: magpie\nDisallow: /a", "USERAGENT:magpie\nDISSALLOW:/a",
    "  User agent\t:  magpie  # us\n\u{0}Disalow /a   # not you",
    "User-agent: magpie\rDisallow: /a",
    "User-agent: magpie\r\n\r\n\r\nDisallow: /a\r\n", "User-agent: magpie<BR>\nDisallow: /a",
    "User-agent: *<BR>\nDisallow: /a", "User-agent: *\nFoo: x\nSitemap: /s\nDisallow: /a",
  ])
  func `common mistakes are accepted`(text: String) {
    #expect(!isAllowed("/a", by: text))
    #expect(isAllowed("/b", by: text))
  }

  @Test(arguments: ["Disallow: /a", "User-agent: *\nDisallow /a /b", "User-agent: *\n: /a"])
  func `a line that is not a rule of a group has no effect`(text: String) {
    #expect(isAllowed("/a", by: text))
  }

  @Test func `text in UTF-16 is recognised by its byte order mark`() {
    let text = "User-agent: *\nDisallow: /ä"
    let big = text.utf16.reduce(into: [0xFE, 0xFF]) { $0 += [UInt8($1 >> 8), UInt8($1 & 255)] }
    let little = text.utf16.reduce(into: [0xFF, 0xFE]) { $0 += [UInt8($1 & 255), UInt8($1 >> 8)] }
    for bytes in [little, big] {
      let rules = RobotsReader.read(bytes.span, for: "magpie")
      #expect(!rules.verdict(for: "/%C3%A4").isAllowed)
      #expect(rules.verdict(for: "/a").isAllowed)
    }
  }

  @Test func `sitemaps belong to no group and are listed once`() {
    let text = "Sitemap: /a.xml\nUser-agent: x\nsite-map:https://a.org/b.xml\nSITEMAP: /a.xml\n"
    #expect(rules(text).sitemaps == ["/a.xml", "https://a.org/b.xml"])
  }

  @Test func `the size includes everything kept`() {
    let few = rules("User-agent: *\nDisallow: /a\n")
    let many = rules("User-agent: *\n" + (100..<200).map { "Disallow: /aaaaaaa\($0)\n" }.joined())
    #expect(few.byteCount < 1000)
    #expect(many.byteCount > 100 * 2 * 11)
  }
}
