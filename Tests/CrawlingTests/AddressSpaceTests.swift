import Testing

@testable import Crawling

/// How a limit of the address space changes a crawl.
struct AddressSpaceTests {
  private var configuration: CrawlConfiguration {
    var configuration = CrawlConfiguration(seeds: ["http://a.test/"], output: "out")
    configuration.threads = 64
    return configuration
  }

  @Test func `no limit changes nothing`() throws {
    var configuration = configuration
    try configuration.fit(addressSpace: .max)
    #expect(configuration.threads == 64 && configuration.maximumMemory == 512_000_000)
  }

  @Test(arguments: [512_000_000, 600_000_000, 1_000_000_000, 2_000_000_000])
  func `a low limit means fewer threads and less memory for documents`(limit: Int) throws {
    var configuration = configuration
    try configuration.fit(addressSpace: limit)
    #expect((2..<64).contains(configuration.threads))
    let threads = (configuration.threads - 2) * CrawlConfiguration.addressSpaceOfThread
    #expect(threads + configuration.maximumMemory <= limit - 256_000_000)
    #expect(configuration.maximumMemory >= 16_000_000)
  }

  @Test func `a limit that is too low for any crawl is told`() throws {
    var configuration = configuration
    let error = #expect(throws: CrawlError.self) {
      try configuration.fit(addressSpace: 150_000_000)
    }
    #expect(error?.message.contains("150 MB") == true)
  }

  @Test(arguments: [256_000_000, 400_000_000, 1_000_000_000])
  func `a low limit of the memory for data means the same`(limit: Int) throws {
    var configuration = configuration
    try configuration.fit(addressSpace: .max, data: limit)
    #expect((2..<64).contains(configuration.threads))
    #expect(configuration.maximumMemory <= max(limit - 128_000_000, 128_000_000))
    let error = #expect(throws: CrawlError.self) {
      try configuration.fit(addressSpace: .max, data: 250_000_000)
    }
    #expect(error?.message.contains("250 MB of memory for data") == true)
  }
}
