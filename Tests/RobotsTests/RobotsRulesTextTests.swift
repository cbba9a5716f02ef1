import Robots
import TestSupport
import Testing

/// Rules that one machine hands to another.
struct RobotsRulesTextTests {
  @Test(arguments: [
    "", "User-agent: *\nDisallow:\n", "User-agent: *\nDisallow: /\n",
    "# a\n\nUser-agent: a\nDisallow: /a\n\nUser-agent: magpie\nUser-agent: b\nAllow: /b # c\nDisallow: /",
    "User-agent: *\nCrawl-delay: 1.5\nAllow: /a/index.html\nDisallow: /a/*.png$\n",
    "User-agent: *\nContent-Usage: train-ai=n\nDisallow: /ä b%20c?d=*\nContent-Usage: /x search=y\n",
    "User-agent: magpie\nDisallow: /a\nUser-agent: x\nDisallow: /b\nUser-agent: magpie\nDisallow: /c\n",
    "User-agent: *\nDisallow: /a\nDisallow: /a\nDisallow: /b\nCrawl-delay: 300\n",
  ])
  func `the same rules are read from their text, with the numbers of their lines`(
    file: String
  ) throws {
    let rules = rules(file).withoutSitemaps
    let text = try #require(rules.text(atMost: 4_096))
    #expect(RobotsRules(text: text) == rules, "\(text)")
  }

  @Test(.needsVectors, arguments: RobotsCase.all("google-robotstxt") + RobotsCase.all("rep-cpp"))
  func `the same rules are read from the text of what other parsers are tested with`(
    _ vector: RobotsCase
  ) throws {
    let rules = RobotsReader.read(vector.bytes.span, for: vector.agent).withoutSitemaps
    let text = try #require(rules.text(atMost: 1 << 20))
    #expect(RobotsRules(text: text) == rules, "\(text)")
  }

  @Test func `a text that would be too long is not made`() {
    let file = "User-agent: *\nDisallow: /a" + String(repeating: "\n", count: 100) + "Allow: /b"
    #expect(rules(file).text(atMost: 135) != nil)
    #expect(rules(file).text(atMost: 134) == nil)
  }
}
