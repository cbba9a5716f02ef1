import Testing

@testable import Crawling

/// How the limit of open files and sockets changes a crawl.
struct DescriptorTests {
  private func configuration(threads: Int = 2, transfers: Int = 64) -> CrawlConfiguration {
    var configuration = CrawlConfiguration(seeds: ["http://a.test/"], output: "out")
    configuration.threads = threads
    configuration.transfers = transfers
    return configuration
  }

  @Test func `an ordinary limit changes nothing`() throws {
    var configuration = configuration()
    #expect(try configuration.fit(descriptors: 1_024) == nil)
    #expect(configuration.transfers == 64 && configuration.threads == 2)
  }

  @Test(arguments: [28, 32, 64, 256, 300])
  func `a low limit means fewer transfers, and a sentence says so`(limit: Int) throws {
    var configuration = configuration(threads: 8, transfers: 300)
    let note = try #require(try configuration.fit(descriptors: limit))
    #expect(note.contains("at most \(configuration.transfers) transfers"))
    #expect(configuration.transfers >= 1 && configuration.threads >= 1)
    let used =
      CrawlConfiguration.descriptorsOfCrawl
      + configuration.threads * CrawlConfiguration.descriptorsOfThread
      + configuration.transfers * CrawlConfiguration.descriptorsOfTransfer
    #expect(used <= limit || configuration.transfers == 1)
  }

  @Test func `an archive needs a file for each thread`() throws {
    var plain = configuration(threads: 8, transfers: 300)
    var archived = plain
    archived.archives = true
    _ = try plain.fit(descriptors: 256)
    _ = try archived.fit(descriptors: 256)
    #expect(archived.transfers == plain.transfers - 8 / CrawlConfiguration.descriptorsOfTransfer)
  }

  @Test func `a limit that is too low for any crawl is told`() throws {
    var configuration = configuration()
    #expect(throws: CrawlError.self) { try configuration.fit(descriptors: 27) }
  }
}
