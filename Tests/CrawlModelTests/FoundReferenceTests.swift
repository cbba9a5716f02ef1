import Addressing
import CrawlModel
import Testing

struct FoundReferenceTests {
  @Test func `a long title is cut between characters`() throws {
    let page = try WebAddress("http://a.test/")
    func title(_ text: String) -> String? {
      FoundReference(page: page, via: Via("img[src]", .embedded), pageTitle: text).pageTitle
    }
    #expect(title("Birds") == "Birds")
    #expect(title(String(repeating: "é", count: 500)) == String(repeating: "é", count: 150))
    #expect(title(String(repeating: "a", count: 299) + "é") == String(repeating: "a", count: 299))
  }
}
