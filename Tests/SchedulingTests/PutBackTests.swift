import Addressing
import CrawlModel
import Testing
import Threads

@testable import Scheduling

/// Retries and redirect hops in `PoliteOrder`.
struct PutBackTests {
  @Test func `a retry does not come before its time`() throws {
    let desk = Desk()
    try desk.put("http://a.test/1")
    #expect(desk.next(at: 0) == .job("http://a.test/1"))
    desk.retry("http://a.test/1", notBefore: 200)
    #expect(desk.inFlight == 0)
    #expect(desk.next(at: 0) == .notBefore(200))
    #expect(desk.next(at: 199) == .notBefore(200))
    #expect(desk.next(at: 200) == .job("http://a.test/1"))
    #expect(desk.out["http://a.test/1"]?.request.attempts == 1)
  }

  @Test func `retries come by their times and before what is fresh`() throws {
    let desk = Desk()
    for number in 1...4 { try desk.put("http://a.test/\(number)") }
    #expect(desk.all(at: 0).count == 4)
    desk.retry("http://a.test/1", notBefore: 300)
    desk.retry("http://a.test/2", notBefore: 100)
    desk.retry("http://a.test/3", notBefore: 200)
    try desk.put("http://a.test/5")
    #expect(desk.all(at: 0) == ["http://a.test/5"])
    try desk.put("http://a.test/6")
    #expect(desk.all(at: 250) == ["http://a.test/2", "http://a.test/3", "http://a.test/6"])
    #expect(desk.all(at: 300) == ["http://a.test/1"])
  }

  @Test func `a retry that waits keeps nothing fresh waiting`() throws {
    let desk = Desk()
    try desk.put("http://a.test/1")
    try desk.put("http://a.test/2")
    #expect(desk.all(at: 0).count == 2)
    desk.retry("http://a.test/1", notBefore: 60_000)
    #expect(desk.next(at: 1) == .notBefore(60_000))
    // Meanwhile the second page is done and has links.
    try desk.put("http://a.test/3")
    #expect(desk.hasNext)
    #expect(desk.next(at: 2) == .job("http://a.test/3"))
    desk.finish("http://a.test/2", at: 3)
    try desk.put("http://a.test/4")
    #expect(desk.next(at: 3) == .job("http://a.test/4"))
    #expect(desk.next(at: 3) == .notBefore(60_000))
  }

  @Test func `an earlier retry is not kept waiting by a later one`() throws {
    let desk = Desk()
    try desk.put("http://a.test/1")
    try desk.put("http://a.test/2")
    #expect(desk.all(at: 0).count == 2)
    desk.retry("http://a.test/1", notBefore: 500)
    desk.retry("http://a.test/2", notBefore: 100)
    #expect(desk.next(at: 1) == .notBefore(100))
    #expect(desk.next(at: 100) == .job("http://a.test/2"))
    #expect(desk.next(at: 100) == .notBefore(500))
  }

  @Test func `a retry waits for delay, rest and room as everything does`() throws {
    let desk = Desk(perOrigin: 1, delay: 100)
    try desk.put("http://a.test/1")
    try desk.put("http://a.test/2")
    #expect(desk.next(at: 0) == .job("http://a.test/1"))
    desk.retry("http://a.test/1", notBefore: 10)
    #expect(desk.next(at: 10) == .notBefore(100))
    #expect(desk.next(at: 100) == .job("http://a.test/1"))
    #expect(desk.next(at: 250) == .nothing, "the one place is taken")
    try desk.hold("http://a.test/", until: 400)
    desk.retry("http://a.test/1", notBefore: 300)
    #expect(desk.next(at: 300) == .notBefore(400))
    #expect(desk.next(at: 400) == .job("http://a.test/1"))
  }

  @Test func `a redirect hop waits at the origin it leads to and frees the one it left`() throws {
    let desk = Desk(perOrigin: 1)
    try desk.put(.image, "http://a.test/1")
    try desk.put(.image, "http://a.test/2")
    try desk.put(.image, "http://cdn.test/3")
    #expect(desk.all(at: 0) == ["http://a.test/1", "http://cdn.test/3"])
    try desk.redirect("http://a.test/1", to: "http://cdn.test/1")
    #expect(desk.all(at: 1) == ["http://a.test/2"], "the other origin is full")
    desk.finish("http://cdn.test/3", at: 2)
    #expect(desk.all(at: 2) == ["http://cdn.test/1"])
    #expect(desk.out["http://cdn.test/1"]?.address.text == "http://a.test/1")
    desk.finish("http://cdn.test/1", at: 3)
    desk.finish("http://a.test/2", at: 3)
    #expect(desk.inFlight == 0)
    #expect(desk.next(at: 3) == .nothing)
  }

  @Test func `a hop to an origin that rests waits for it`() throws {
    let desk = Desk()
    try desk.put(.image, "http://a.test/1")
    try desk.hold("http://cdn.test/", until: 70)
    #expect(desk.next(at: 0) == .job("http://a.test/1"))
    try desk.redirect("http://a.test/1", to: "http://cdn.test/1")
    #expect(desk.next(at: 1) == .notBefore(70))
    #expect(desk.next(at: 70) == .job("http://cdn.test/1"))
  }

  @Test func `a hop comes before what waits at its origin`() throws {
    let desk = Desk(perOrigin: 1)
    for number in 1...3 { try desk.put(.image, "http://a.test/\(number)") }
    #expect(desk.next(at: 0) == .job("http://a.test/1"))
    try desk.redirect("http://a.test/1", to: "http://a.test/moved")
    #expect(desk.next(at: 0) == .job("http://a.test/moved"))
  }

  @Test func `an origin in the ring keeps its turn when something is put back to it`() throws {
    let desk = Desk()
    for host in ["a", "b", "c"] {
      for number in 1...2 { try desk.put("http://\(host).test/\(number)") }
    }
    #expect(desk.next(at: 0) == .job("http://a.test/1"))
    #expect(desk.next(at: 0) == .job("http://b.test/1"))
    #expect(desk.next(at: 0) == .job("http://c.test/1"))
    desk.retry("http://a.test/1", notBefore: 1_000)
    #expect(desk.next(at: 0) == .job("http://a.test/2"))
  }

  @Test func `more ends than starts stop the program`() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      let desk = Desk()
      try desk.put("http://a.test/")
      _ = desk.next(at: 0)
      let job = try #require(desk.out["http://a.test/"])
      var order = PoliteOrder(Politeness())
      order.put(job.job)
      order.taskDone(job, at: .distantPast)
    }
    let words = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(words.contains("more transfers ended at http://a.test than were started"))
  }
}
