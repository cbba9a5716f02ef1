import Robots
import Testing

struct CrawlDelayTests {
  private func delay(_ value: String) -> Duration? {
    rules("User-agent: *\nCrawl-delay: \(value)\n").crawlDelay
  }

  @Test(arguments: [
    ("10", 10.0), ("0", 0), ("0.5", 0.5), (".25", 0.25), ("1.5 seconds", 1.5), ("2<BR>", 2),
    ("1e1", 10), ("3 # really", 3),
  ])
  func `seconds may have a fraction and be followed by words`(value: String, seconds: Double) {
    #expect(delay(value) == .milliseconds(Int(seconds * 1000)))
  }

  @Test(arguments: ["-3", "soon", "", "-", ".", "e9", "nan", "inf", "0x10", "--1"])
  func `a value that is not a number gives no delay`(value: String) {
    #expect(delay(value) == nil || delay(value) == .zero)
  }

  @Test(arguments: ["1e9", "1e999", "99999999999999999999999999", "301"])
  func `an excessive delay is reduced`(value: String) {
    #expect(delay(value) == RobotsReader.longestCrawlDelay)
  }

  @Test func `a delay applies to the agents directly above it and ends no group`() {
    let text = """
      User-agent: magpie
      Crawl-delay: 1
      User-agent: other
      Crawl-delay: 2
      Disallow: /a
      User-agent: *
      Crawl-delay: 3
      """
    #expect(rules(text).crawlDelay == .seconds(1))
    #expect(rules(text, agent: "other").crawlDelay == .seconds(2))
    #expect(rules(text, agent: "third").crawlDelay == .seconds(3))
    #expect(!isAllowed("/a", by: text))
  }

  @Test func `the delay for all does not apply to a crawler with a group of its own`() {
    let text = "User-agent: *\nCrawl-delay: 3\n\nUser-agent: magpie\nAllow: /\n"
    #expect(rules(text).crawlDelay == nil)
  }

  @Test func `of several delays the longest counts`() {
    #expect(rules("User-agent: *\nCrawl-delay: 3\nCrawl-delay: 1\n").crawlDelay == .seconds(3))
  }
}
