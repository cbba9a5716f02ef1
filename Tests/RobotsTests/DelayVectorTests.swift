import Addressing
import Foundation
import Robots
import TestSupport
import Testing

/// A case of crawler-commons about delays and sitemaps.
struct DelayCase: Decodable, Sendable, CustomTestStringConvertible {
  var test: String
  var robots: String?
  var robots_base64: Data?
  var robots_url: String
  var agent: String
  var crawl_delay_ms: Int?
  var sitemaps: [String]

  var testDescription: String { "\(test) for \(agent)" }

  var bytes: [UInt8] { robots_base64.map(Array.init) ?? Array((robots ?? "").utf8) }

  static let all: [DelayCase] = {
    guard let data = try? Vectors.data("robots/crawler-commons-delay-sitemaps.json") else {
      return []
    }
    return (try? JSONDecoder().decode([DelayCase].self, from: data)) ?? []
  }()

  /// Agents that the vectors specify differently, each with its reason.
  static let listed = [
    "mozilla,delaybot,99.9": "one name is asked for, not a list of names"
  ]
}

@Suite(.needsVectors) struct `the delays and sitemaps of crawler-commons` {
  @Test func `are complete`() { #expect(DelayCase.all.count == 34) }

  @Test(arguments: DelayCase.all) func `give the listed results`(_ vector: DelayCase) {
    let agent =
      DelayCase.listed[vector.agent] == nil
      ? vector.agent : vector.agent.split(separator: ",").map(String.init)[1]
    let rules = RobotsReader.read(vector.bytes.span, for: agent)
    #expect(rules.crawlDelay == vector.crawl_delay_ms.map { .milliseconds($0) })
    let base = try? WebAddress(vector.robots_url)
    let sitemaps = rules.sitemaps.compactMap { reference in
      base.map { try? WebAddress(reference, relativeTo: $0).text } ?? reference
    }
    #expect(Set(sitemaps) == Set(vector.sitemaps))
  }
}
