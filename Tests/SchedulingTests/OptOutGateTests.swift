import Addressing
import CrawlModel
import Robots
import Testing
import Threads

@testable import Scheduling

/// The opt-out files, which are requested before an origin's first image, with simulated clocks.
struct OptOutGateTests {
  private let start = MonotonicTime(nanoseconds: 1_000_000_000)

  private func order(
    obeys: Bool = false, _ jobs: (String, Job.Kind)...
  ) throws -> PoliteOrder {
    var politeness = Politeness(transfersPerOrigin: 6)
    politeness.asksOptOuts = true
    politeness.obeysOptOuts = obeys
    var order = PoliteOrder(politeness)
    for (address, kind) in jobs { order.put(Job(address: try WebAddress(address), kind: kind)) }
    return order
  }

  private func drain(_ order: inout PoliteOrder, at now: MonotonicTime) -> [Assignment] {
    var jobs: [Assignment] = []
    while case .item(let job) = order.next(for: .anybody, at: now) { jobs.append(job) }
    return jobs
  }

  @Test func `pages do not wait for them, images do`() throws {
    var order = try order(("http://a.test/1", .page), ("http://a.test/i.png", .image))
    let first = drain(&order, at: start)
    #expect(
      Set(first.map(\.address.path)) == ["/1", "/.well-known/tdmrep.json", "/ai.txt"])
    let files = first.filter { $0.kind == .optOuts }
    order.admit(files[0], .silent, at: start)
    #expect(drain(&order, at: start).isEmpty)
    order.admit(files[1], .silent, at: start)
    #expect(drain(&order, at: start).map(\.address.path) == ["/i.png"])
    let requests = order.receipts.map(\.requests)
    #expect(requests == [4])
  }

  @Test func `an origin of pages alone is not asked`() throws {
    var order = try order(("http://a.test/1", .page), ("http://a.test/2", .page))
    #expect(drain(&order, at: start).map(\.kind) == [.page, .page])
    let hasNext = order.hasNext
    #expect(!hasNext)
  }

  @Test func `an image that is tried again does not pass the gate either`() throws {
    var order = try order(("http://a.test/i.png", .image), ("http://b.test/1", .page))
    let first = drain(&order, at: start)
    let page = try #require(first.first { $0.kind == .page })
    order.taskDone(page, at: start)
    let image = Job(address: try WebAddress("http://c.test/x.png"), kind: .image)
    let hop = Request(image).redirected(to: try WebAddress("http://b.test/y.png"))
    order.putBack(Assignment(image, hop), notBefore: start)
    #expect(drain(&order, at: start).map(\.kind) == [.optOuts, .optOuts])
  }

  @Test func `a file that is asked for again later keeps images waiting, and nobody else`() throws {
    var order = try order(("http://a.test/i.png", .image))
    let files = drain(&order, at: start)
    #expect(files.count == 2)
    order.admit(files[0], .silent, at: start)
    order.giveBack(files[1], notBefore: start + .seconds(3))
    order.put(Job(address: try WebAddress("http://a.test/2"), kind: .page))
    #expect(drain(&order, at: start).map(\.kind) == [.page])
    guard case .notBefore(let time) = order.next(for: .anybody, at: start) else {
      Issue.record("the file is asked for again")
      return
    }
    #expect(time == start + .seconds(3))
    let again = drain(&order, at: time)
    #expect(again.map(\.address) == [files[1].address])
    order.admit(again[0], .silent, at: time)
    #expect(drain(&order, at: time).map(\.address.path) == ["/i.png"])
  }

  @Test func `evidence goes with each image, and refuses it where that is obeyed`() throws {
    for obeys in [false, true] {
      var order = try order(obeys: obeys, ("http://a.test/i.png", .image))
      order.releaseImages()
      let files = drain(&order, at: start)
      let rules = RobotsReader.read(
        Array("User-agent: *\nDisallow: *.png\n".utf8).span, for: "magpie")
      order.admit(files[0], .training(KeptRules(rules), files[0].address), at: start)
      order.admit(files[1], .silent, at: start)
      let image = try #require(drain(&order, at: start).first)
      #expect(image.optOuts.map(\.signal) == [.aiRules])
      #expect(image.optOuts.map(\.value) == ["Disallow: *.png"])
      #expect(image.refusal?.reason == (obeys ? .skipped(.optOut) : nil))
    }
  }

  @Test func `where opt-outs are obeyed images wait for the last document`() throws {
    var order = try order(
      obeys: true, ("http://a.test/1", .page), ("http://a.test/i.png", .image))
    #expect(drain(&order, at: start).map(\.kind) == [.page])
    order.object(to: try WebAddress("http://a.test/i.png"))
    order.releaseImages()
    for file in drain(&order, at: start) { order.admit(file, .silent, at: start) }
    let image = try #require(drain(&order, at: start).first)
    #expect(image.refusal?.reason == .skipped(.optOut))
  }
}
