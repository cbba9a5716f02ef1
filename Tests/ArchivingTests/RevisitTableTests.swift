import Bytes
import CrawlModel
import Testing

@testable import Archiving

struct RevisitTableTests {
  private func digest(_ text: String) -> SHA256Digest { SHA256Digest(of: Array(text.utf8).span) }
  private func time(_ seconds: Int64) -> Timestamp { Timestamp(seconds: seconds) }

  @Test func `the first record with some bytes is their original`() {
    var table = RevisitTable()
    #expect(table.original(of: digest("a")) == nil)
    table.add("http://a/1", at: time(1), digest("a"))
    table.add("http://a/2", at: time(2), digest("a"))
    #expect(
      table.original(of: digest("a"))
        == .init(address: "http://a/1", date: time(1), digest: digest("a")))
    // The second one repeats the bytes of the first, which is where they are.
    #expect(table.original(at: "http://a/2")?.address == "http://a/1")
    #expect(table.original(at: "http://a/3") == nil)
  }

  @Test func `the latest content of an address counts, in whatever order it is read`() {
    for order in [[1, 2, 3], [3, 1, 2], [2, 3, 1]] {
      var table = RevisitTable()
      for number in order {
        table.add("http://a/", at: time(Int64(number)), digest("\(number)"))
      }
      #expect(table.original(at: "http://a/")?.date == time(3), "\(order)")
      for number in order {
        #expect(table.original(of: digest("\(number)"))?.date == time(Int64(number)))
      }
    }
  }

  @Test func `a record that repeats what is not there is no original`() {
    var table = RevisitTable()
    table.add("http://a/1", at: time(1), digest("a"), isRevisit: true)
    #expect(table.original(of: digest("a")) == nil)
    #expect(table.original(at: "http://a/1") == nil)
  }

  @Test func `an error is no content of its address, and its bytes are not stored twice`() {
    var table = RevisitTable()
    table.add("http://a/", at: time(1), digest("image"))
    table.add("http://a/", at: time(2), digest("error"), isSuccess: false)
    table.add("http://a/b", at: time(3), digest("error"), isSuccess: false)
    #expect(table.original(at: "http://a/")?.date == time(1))
    #expect(table.original(of: digest("error"))?.address == "http://a/")
    #expect(table.original(at: "http://a/b") == nil)
  }
}
