import Addressing
import CrawlModel
import Foundation
import TestSupport
import Testing

@testable import Fetching

/// Answers with random errors in their heads and chunks, through handles that are used again.
///
/// `MAGPIE_MUTATED_ANSWERS=10000` makes more of them, `MAGPIE_FIRST_MUTATION=400` begins with
/// another number.
struct MutatedAnswerTests {
  private static func setting(_ name: String, _ standard: Int) -> Int {
    ProcessInfo.processInfo.environment[name].flatMap { Int($0) } ?? standard
  }

  @Test func `no answer crashes, hangs, or is told as a mistake of Magpie`() throws {
    let first = Self.setting("MAGPIE_FIRST_MUTATION", 0)
    let seeds = first..<first + Self.setting("MAGPIE_MUTATED_ANSWERS", 400)
    let site = try LoopbackSite(routes: [:], otherwise: .mutatedAnswers(0))
    let fetcher = try Fetcher(capacity: 8) { $0.timeout = .milliseconds(500) }
    let assignments = try seeds.map { seed in
      let kind: Job.Kind =
        seed % 17 == 0 ? .robots : try AnswerMutator(seed: seed).isImage ? .image : .page
      return Assignment(Job(address: try WebAddress(site.url("/\(seed)")), kind: kind))
    }
    let ended = fetcher.fetch(assignments)
    #expect(ended.count == seeds.count)
    var results: [String: Int] = [:]
    for (address, fetched) in ended {
      if let fault = fetched.fault {
        results[fault.reason.rawValue, default: 0] += 1
        #expect(fault.reason != .internal, "\(address)")
      } else {
        results["content, redirect or rule", default: 0] += 1
      }
    }
    #expect(fetcher.loop.isIdle)
    #expect(results.count > 4, "\(results)")
    if seeds.count > 400 { print("mutated answers:", results.sorted { $0.value > $1.value }) }
  }
}
