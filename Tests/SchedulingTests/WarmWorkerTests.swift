import CrawlModel
import Scheduling
import Testing

/// Workers get origins they have warm connections to, as long as that does not delay others much.
struct WarmWorkerTests {
  /// Makes a desk with `pages` pages at each host.
  private func desk(_ hosts: [String], pages: Int = 20) throws -> Desk {
    let desk = Desk(perOrigin: 100)
    for number in 1...pages {
      for host in hosts { try desk.put("http://\(host).test/\(number)") }
    }
    return desk
  }

  private func host(_ answer: Desk.Answer) -> String? {
    guard case .job(let target) = answer else { return nil }
    return String(target.dropFirst("http://".count).prefix { $0 != "." })
  }

  @Test func `a worker gets the origin it was at before`() throws {
    let desk = try desk(["a", "b"])
    #expect(host(desk.next(at: 0, by: 1)) == "a")
    #expect(host(desk.next(at: 0, by: 2)) == "b")
    // Without warm connections, a would be next.
    #expect(host(desk.next(at: 0, by: 2)) == "b")
    #expect(host(desk.next(at: 0, by: 1)) == "a")
  }

  @Test func `an origin is passed over four times and no more`() throws {
    let desk = try desk(["a", "b"])
    #expect(host(desk.next(at: 0, by: 1)) == "a")
    #expect(host(desk.next(at: 0, by: 2)) == "b")
    let hosts = (0..<10).map { _ in host(desk.next(at: 0, by: 2)) }
    #expect(hosts.prefix(5) == ["b", "b", "b", "b", "a"])
  }

  @Test func `a worker with nothing warm takes whose turn it is`() throws {
    let desk = try desk(["a", "b", "c"])
    #expect(host(desk.next(at: 0, by: 1)) == "a")
    #expect(host(desk.next(at: 0, by: 2)) == "b")
    #expect(host(desk.next(at: 0, by: 3)) == "c")
    #expect(host(desk.next(at: 0, by: 4)) == "a")
    // Now a is warm for the fourth worker.
    #expect(host(desk.next(at: 0, by: 4)) == "a")
  }

  @Test func `somebody without preferences takes turns and warms nothing`() throws {
    let desk = try desk(["a", "b"])
    #expect(host(desk.next(at: 0, by: 1)) == "a")
    #expect(["b", "a", "b", "a", "b"] == (0..<5).map { _ in host(desk.next(at: 0)) })
    #expect(host(desk.next(at: 0, by: 1)) == "a")
  }

  @Test func `nobody looks far for a warm origin`() throws {
    let hosts = (0..<12).map { "h\($0)" }
    let desk = try desk(hosts)
    for number in 0..<12 { #expect(host(desk.next(at: 0, by: number)) == "h\(number)") }
    // The ring begins with h0 again; h11 is too far away, h7 is not.
    #expect(host(desk.next(at: 0, by: 11)) == "h0")
    #expect(host(desk.next(at: 0, by: 8)) == "h8")
    #expect(host(desk.next(at: 0, by: 7)) == "h7")
  }

  @Test func `every origin is served though all workers are warm elsewhere`() throws {
    let desk = try desk(["a", "b", "c", "d"], pages: 40)
    #expect(host(desk.next(at: 0, by: 0)) == "a")
    var counts: [String: Int] = [:]
    for _ in 0..<60 { counts[host(desk.next(at: 0, by: 0)) ?? "none", default: 0] += 1 }
    for name in ["a", "b", "c", "d"] { #expect(counts[name, default: 0] >= 60 / (4 * 5)) }
    #expect(counts["none"] == nil)
  }
}
