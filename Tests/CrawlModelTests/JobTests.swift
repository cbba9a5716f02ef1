import Addressing
import CrawlModel
import Foundation
import Testing

struct JobTests {
  private func job(
    _ kind: Job.Kind = .image, depth: Int = 2, parent: String? = "http://a.test/p",
    via: Via? = Via("img[src]", .embedded), hops: Int = 1
  ) throws -> Job {
    Job(
      address: try WebAddress("http://a.test/i.png?x=%20"), kind: kind, depth: depth,
      parent: try parent.map { try WebAddress($0) }, via: via, hops: hops)
  }

  @Test func `a job is the same after it was encoded and decoded`() throws {
    for job in [try job(), try job(.page, depth: 0, parent: nil, via: nil, hops: 0)] {
      let data = try JSONEncoder().encode(job)
      #expect(try JSONDecoder().decode(Job.self, from: data) == job)
    }
  }

  @Test func `a job that was decoded from an address that is none is refused`() throws {
    let text = String(decoding: try JSONEncoder().encode(try job()), as: UTF8.self)
    let bad = text.replacingOccurrences(of: "http:", with: "ftp:")
    #expect(bad != text)
    #expect(throws: (any Error).self) {
      try JSONDecoder().decode(Job.self, from: Data(bad.utf8))
    }
  }

  @Test func `jobs are equal by all their fields`() throws {
    let job = try job()
    let others = [
      try self.job(.page), try self.job(depth: 3), try self.job(parent: nil),
      try self.job(via: Via("img[src]", .script)), try self.job(hops: 0),
    ]
    #expect(others.allSatisfy { $0 != job })
    #expect(try self.job() == job)
  }

  @Test func `a request follows redirects and counts attempts at each target`() throws {
    let first = Request(try job())
    #expect((first.target, first.hops, first.attempts) == (try job().address, 1, 0))
    let again = first.repeated
    #expect((again.target, again.hops, again.attempts) == (first.target, 1, 1))
    let target = try WebAddress("http://b.test/")
    let hop = again.redirected(to: target)
    #expect((hop.target, hop.hops, hop.attempts) == (target, 2, 0))
  }
}
