import Addressing
import Threads
import Testing

@testable import Fetching

/// What is remembered of where hosts were reached.
@Suite struct ResolvedNamesTests {
  private func origin(_ host: String, port: Int = 80) -> Origin {
    Origin(scheme: .http, host: host, port: port)
  }

  private func time(_ seconds: Int64) -> MonotonicTime {
    MonotonicTime(nanoseconds: seconds * 1_000_000_000)
  }

  @Test func `a host is told once for each cache`() {
    var names = ResolvedNames(at: time(0))
    let first = names.use(for: origin("a.test"), at: time(0))
    #expect(first.entry == nil)
    names.learn("192.0.2.1", of: origin("a.test"), at: time(1))
    let second = names.use(for: origin("a.test"), at: time(2))
    #expect(second.share === first.share)
    #expect(second.entry == nil)
  }

  @Test func `a new cache is told what is known`() {
    var names = ResolvedNames(at: time(0))
    let first = names.use(for: origin("a.test", port: 8080), at: time(0))
    names.learn("192.0.2.1", of: origin("a.test", port: 8080), at: time(1))
    for number in 0..<ResolvedNames.cacheLimit {
      _ = names.use(for: origin("host\(number).test"), at: time(2))
    }
    let later = names.use(for: origin("a.test", port: 8080), at: time(3))
    #expect(later.share !== first.share)
    #expect(later.entry == "a.test:8080:192.0.2.1")
    #expect(names.use(for: origin("a.test", port: 8080), at: time(3)).entry == nil)
    #expect(names.use(for: origin("a.test", port: 81), at: time(3)).entry == nil)
  }

  @Test func `neither a cache nor an answer grows old`() {
    var names = ResolvedNames(at: time(0))
    let first = names.use(for: origin("a.test"), at: time(0))
    names.learn("192.0.2.1", of: origin("a.test"), at: time(1))
    #expect(names.use(for: origin("a.test"), at: time(299)).share === first.share)
    let renewed = names.use(for: origin("a.test"), at: time(300))
    #expect(renewed.share !== first.share)
    #expect(renewed.entry == "a.test:80:192.0.2.1")
    #expect(names.use(for: origin("a.test"), at: time(700)).entry == nil)
  }

  @Test func `where a host can no longer be reached is forgotten everywhere`() {
    var names = ResolvedNames(at: time(0))
    let first = names.use(for: origin("a.test"), at: time(0))
    names.learn("192.0.2.1", of: origin("a.test"), at: time(1))
    names.forget(origin("a.test"))
    let next = names.use(for: origin("a.test"), at: time(2))
    #expect(next.share !== first.share)
    #expect(next.entry == nil)
    names.forget(origin("never.test"))
    #expect(names.use(for: origin("b.test"), at: time(3)).share === next.share)
  }

  @Test(arguments: ["192.0.2.7", "[2001:db8::1]"])
  func `a host that is a number needs no memory`(host: String) {
    var names = ResolvedNames(at: time(0))
    names.learn("192.0.2.7", of: origin(host), at: time(0))
    #expect(names.use(for: origin(host), at: time(1)).entry == nil)
  }
}
