import Addressing
import CrawlModel
import Testing

@testable import Scheduling

/// More addresses than there are numbers for.
struct NumberLimitTests {
  @Test func `an address for which there is no number ends the crawl with an error`() throws {
    let log = BacklogLog()
    var order = WindowedOrder(
      Politeness(), levelByLevel: false,
      key: Fingerprint.Key(first: 1, second: 2), log: log)
    let page = Job(address: try WebAddress("http://a.test/"), kind: .page)
    order.lastNumber = AddressIndex.numberLimit - 3
    let isLastPut = order.put(page)
    #expect(isLastPut && log.failure == nil)
    order.lastNumber = AddressIndex.numberLimit - 2
    let isOnePut = order.put(Job(address: try WebAddress("http://a.test/2"), kind: .page))
    #expect(!isOnePut)
    #expect(log.failure?.message.contains("134217726 addresses") == true)
    let counts = order.counts
    #expect(counts.pages.discovered == 1 && counts.isBalanced)
  }
}
