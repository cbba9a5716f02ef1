import Crawling
import Testing

/// A regular expression is checked where it is written, not when a crawl begins.
struct AddressPatternTests {
  /// A literal would not be checked by the initializer that throws.
  private func pattern(_ text: String) throws -> AddressPattern { try AddressPattern(text) }

  @Test func `a wrong expression is refused with a sentence`() {
    let error = #expect(throws: CrawlError.self) { try pattern("(a") }
    #expect(error?.code == .badSetting)
    #expect(error?.message.hasPrefix("'(a' is not a regular expression") == true)
  }

  @Test func `two expressions are the same if they are written in the same way`() throws {
    let first = try pattern("a|b")
    #expect(first.text == "a|b" && "\(first)" == "a|b")
    #expect(try Set([first, pattern("a|b"), pattern("b|a")]).count == 2)
  }
}
