import Crawling
import Testing

/// The value of `--frontier`.
struct FrontierAddressTests {
  @Test(arguments: [
    "redis://h?name=birds", "redis://h:1/2?name=a.b_c-1", "rediss://u:p@h?name=x&lease=2",
    "redis://h?lease=3600&name=x",
  ])
  func `an address has a name, and perhaps a lease`(text: String) throws {
    let address = try FrontierAddress(text)
    #expect(address.description.contains("?name="))
    #expect(!address.description.contains("u:p"))
  }

  @Test(arguments: [
    "", "birds", "http://h?name=birds", "redis://h", "redis://h?name=", "redis://h?name=a/b",
    "redis://h?name=a%7D", "redis://h?name=a&lease=1", "redis://h?name=a&lease=x",
    "redis://h?name=a&other=1", "redis://:secret@h?nam=a",
  ])
  func `what cannot be used is refused with words, and without a password`(text: String) throws {
    let error = try #require(throws: CrawlError.self) { try FrontierAddress(text) }
    #expect(error.code == .badSetting)
    #expect(!error.message.contains("secret"))
  }

  @Test func `settings that are not shared yet are refused`() throws {
    var configuration = CrawlConfiguration(seeds: ["https://a.example/"], output: "out")
    configuration.frontier = try FrontierAddress("redis://h?name=birds")
    configuration.isDryRun = true
    let error = try #require(throws: CrawlError.self) { try Crawl(configuration) }
    #expect(error.message.contains("--dry-run cannot be used together with --frontier"))
  }
}
