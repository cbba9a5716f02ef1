import CrawlModel
import Testing

@testable import Scheduling

/// The limits that `PoliteOrder` keeps at every origin, with simulated clocks.
struct PoliteOrderTests {
  @Test func `an empty order has nothing`() {
    let desk = Desk()
    #expect(desk.next(at: 0) == .nothing)
    #expect(!desk.hasNext)
  }

  @Test func `no more transfers of an origin are out than it may expect`() throws {
    let desk = Desk(perOrigin: 2)
    for number in 1...4 { try desk.put("http://a.test/\(number)") }
    #expect(desk.all(at: 0) == ["http://a.test/1", "http://a.test/2"])
    #expect(desk.next(at: 1_000_000) == .nothing)
    #expect(!desk.hasNext)
    #expect(desk.inFlight == 2)
    desk.finish("http://a.test/2", at: 5)
    #expect(desk.hasNext)
    #expect(desk.all(at: 5) == ["http://a.test/3"])
    desk.finish("http://a.test/1", at: 6)
    desk.finish("http://a.test/3", at: 6)
    #expect(desk.all(at: 6) == ["http://a.test/4"])
  }

  @Test func `scheme and port make an origin of their own`() throws {
    let desk = Desk(perOrigin: 1)
    let addresses = ["http://a.test/", "https://a.test/", "http://a.test:8080/", "http://b.test/"]
    for address in addresses { try desk.put(address) }
    #expect(desk.all(at: 0) == addresses)
  }

  @Test func `two starts at one origin are a delay apart`() throws {
    let desk = Desk(perOrigin: 4, delay: 100)
    for number in 1...3 { try desk.put("http://a.test/\(number)") }
    #expect(desk.next(at: 1_000) == .job("http://a.test/1"))
    #expect(desk.next(at: 1_000) == .notBefore(1_100))
    #expect(desk.next(at: 1_099) == .notBefore(1_100))
    #expect(desk.hasNext)
    #expect(desk.next(at: 1_130) == .job("http://a.test/2"))
    #expect(desk.next(at: 1_130) == .notBefore(1_230))
    desk.finish("http://a.test/1", at: 1_140)
    #expect(desk.next(at: 1_200) == .notBefore(1_230), "an end is no reason to start earlier")
    #expect(desk.next(at: 1_230) == .job("http://a.test/3"))
    #expect(desk.next(at: 2_000) == .nothing)
  }

  @Test func `the delay holds for what is put while the origin is idle`() throws {
    let desk = Desk(perOrigin: 1, delay: 100)
    try desk.put("http://a.test/1")
    #expect(desk.next(at: 0) == .job("http://a.test/1"))
    desk.finish("http://a.test/1", at: 10)
    try desk.put("http://a.test/2")
    #expect(desk.next(at: 20) == .notBefore(100))
    #expect(desk.next(at: 100) == .job("http://a.test/2"))
  }

  @Test func `nothing starts in a rest`() throws {
    let desk = Desk()
    try desk.put("http://a.test/1")
    try desk.put("http://a.test/2")
    #expect(desk.next(at: 0) == .job("http://a.test/1"))
    try desk.hold("http://a.test/", until: 500)
    try desk.hold("http://a.test/", until: 300)
    #expect(desk.next(at: 1) == .notBefore(500))
    try desk.put("http://a.test/3")
    #expect(desk.next(at: 499) == .notBefore(500))
    #expect(desk.all(at: 500) == ["http://a.test/2", "http://a.test/3"])
  }

  @Test func `a rest of an origin nobody has met yet counts`() throws {
    let desk = Desk()
    try desk.hold("http://a.test/", until: 50)
    #expect(desk.next(at: 0) == .nothing)
    try desk.put("http://a.test/1")
    #expect(desk.next(at: 0) == .notBefore(50))
    #expect(desk.next(at: 50) == .job("http://a.test/1"))
  }

  @Test func `a rest that grows while it is waited for is kept to its end`() throws {
    let desk = Desk()
    try desk.put("http://a.test/1")
    try desk.hold("http://a.test/", until: 50)
    #expect(desk.next(at: 0) == .notBefore(50))
    try desk.hold("http://a.test/", until: 90)
    #expect(desk.next(at: 50) == .notBefore(90))
    #expect(desk.next(at: 90) == .job("http://a.test/1"))
  }

  @Test func `an origin that waits keeps no other waiting`() throws {
    let desk = Desk(perOrigin: 1, delay: 100)
    for host in ["a", "b", "c"] {
      for number in 1...2 { try desk.put("http://\(host).test/\(number)") }
    }
    try desk.hold("http://a.test/", until: 10_000)
    #expect(desk.all(at: 0) == ["http://b.test/1", "http://c.test/1"])
    desk.finish("http://c.test/1", at: 10)
    #expect(desk.next(at: 10) == .notBefore(100))
    #expect(desk.all(at: 100) == ["http://c.test/2"], "b is still at work on its first")
    #expect(desk.next(at: 100) == .notBefore(10_000))
    desk.finish("http://b.test/1", at: 150)
    #expect(desk.all(at: 150) == ["http://b.test/2"])
    #expect(desk.all(at: 10_000) == ["http://a.test/1"])
  }

  @Test func `origins take turns`() throws {
    let desk = Desk(perOrigin: 2)
    for host in ["a", "b", "c"] {
      for number in 1...2 { try desk.put("http://\(host).test/\(number)") }
    }
    #expect(
      desk.all(at: 0) == [
        "http://a.test/1", "http://b.test/1", "http://c.test/1",
        "http://a.test/2", "http://b.test/2", "http://c.test/2",
      ])
  }

  @Test func `pages of an origin come in the order in which they were found`() throws {
    let desk = Desk(perOrigin: 100)
    let pages = (0..<50).map { "http://a.test/\($0)" }
    for page in pages { try desk.put(page) }
    #expect(desk.all(at: 0) == pages)
  }

  @Test func `three images then one page as long as there are both`() throws {
    let desk = Desk(perOrigin: 100)
    for number in 1...3 { try desk.put(.page, "http://a.test/page\(number)") }
    for number in 1...8 { try desk.put(.image, "http://a.test/image\(number)") }
    let names = desk.all(at: 0).map { $0.dropFirst("http://a.test/".count) }
    #expect(
      names == [
        "image1", "image2", "image3", "page1", "image4", "image5", "image6", "page2", "image7",
        "image8", "page3",
      ])
  }

  @Test func `the receipt tells what was asked of an origin`() throws {
    let desk = Desk(perOrigin: 2)
    for number in 1...3 { try desk.put("http://a.test/\(number)") }
    try desk.put("https://b.test:444/")
    #expect(desk.all(at: 0).count == 3)
    desk.retry("http://a.test/1", notBefore: 40)
    desk.finish("http://a.test/2", at: 40)
    #expect(desk.all(at: 70) == ["http://a.test/1", "http://a.test/3"])
    for number in [1, 3] { desk.finish("http://a.test/\(number)", at: 80) }
    let receipts = desk.receipts
    #expect(receipts.map(\.host) == ["http://a.test", "https://b.test:444"])
    #expect(receipts.map(\.requests) == [4, 1])
    #expect(receipts.map(\.retries) == [1, 0])
    #expect(receipts.map(\.fastestInterval) == [.zero, nil])
  }
}
