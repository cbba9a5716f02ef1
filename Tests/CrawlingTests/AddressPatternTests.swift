import Crawling
import Testing

/// A regular expression is checked where it is written, not when a crawl begins.
struct AddressPatternTests {
  @Test func `a wrong expression is refused with a sentence`() {
    let error = #expect(throws: CrawlError.self) { try AddressPattern("(a") }
    #expect(error?.code == .badSetting)
    #expect(error?.message.hasPrefix("'(a' is not a regular expression") == true)
  }

  @Test func `two expressions are the same if they are written in the same way`() throws {
    let pattern = try AddressPattern("a|b")
    #expect(pattern.text == "a|b" && "\(pattern)" == "a|b")
    #expect(try Set([pattern, AddressPattern("a|b"), AddressPattern("b|a")]).count == 2)
  }
}
