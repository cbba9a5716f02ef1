import Addressing
import CrawlModel
import Testing

@testable import Scheduling

/// Jobs as texts in a shared frontier.
struct SharedJobTests {
  private func job(_ kind: Job.Kind, via: Via?, policy: ReferrerPolicy? = nil) throws -> SharedJob {
    let job = Job(
      address: try WebAddress("http://a.test:81/b?c=d%20e"), kind: kind, depth: 3,
      parent: via == nil ? nil : try WebAddress("https://b.test/"), via: via, hops: 2,
      referrerPolicy: policy)
    var request = Request(job).redirected(to: try WebAddress("https://c.test/x")).repeated
    request.wasExcused = true
    return SharedJob(job, request, fingerprint: .random(in: 0 ... .max))
  }

  @Test(arguments: Job.Kind.allCases)
  func `a job comes back as it was`(kind: Job.Kind) throws {
    let vias: [Via?] = [
      nil, .seed, Via("img[data\t\\t\n\\-\u{1F426}]", .embedded), Via("", .probe),
    ]
    for via in vias {
      for policy in [nil, ReferrerPolicy.noReferrer] {
        let job = try job(kind, via: via, policy: policy)
        #expect(SharedJob(job.text) == job)
        #expect(!job.text.contains("\n"))
        #expect(job.text.hasPrefix("\(job.number)\t\(kind == .image ? "i" : "p")\t"))
      }
    }
  }

  @Test func `a text with a field that is wrong is no job`() throws {
    let text = try job(.page, via: .seed, policy: .origin).text
    let fields = text.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    for wrong in ["\u{1}", "-1", "x", "http://a.test", "HTTP://a.test/", "99999999999999999999"] {
      // The text of a via may be anything.
      for index in fields.indices where index != 7 {
        // The fingerprint may be below zero.
        if index == 0, wrong == "-1" { continue }
        var changed = fields
        changed[index] = wrong
        let read = SharedJob(changed.joined(separator: "\t"))
        #expect(read == nil, "field \(index) is \(wrong)")
      }
    }
    for cut in 0..<fields.count {
      #expect(SharedJob(fields.prefix(cut).joined(separator: "\t")) == nil)
    }
    #expect(SharedJob(text + "\t") == nil)
    #expect(SharedJob("") == nil)
  }
}
