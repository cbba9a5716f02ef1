import Foundation
import Robots
import TestSupport
import Testing

/// A case of google/robotstxt or rep-cpp.
struct RobotsCase: Decodable, Sendable, CustomTestStringConvertible {
  var test: String
  var robots: String?
  var robots_base64: Data?
  var agent: String
  var url: String
  var allowed: Bool

  var testDescription: String { "\(test): \(agent) at \(url.prefix(60))" }

  var bytes: [UInt8] { robots_base64.map(Array.init) ?? Array((robots ?? "").utf8) }

  /// The path and query of the address, as written.
  var pathAndQuery: String {
    guard let scheme = url.range(of: "://") else { return url }
    let rest = url[scheme.upperBound...]
    return rest.firstIndex(of: "/").map { String(rest[$0...]) } ?? "/"
  }

  var ours: Bool {
    RobotsReader.read(bytes.span, for: agent).verdict(for: pathAndQuery).isAllowed
  }

  static func all(_ name: String) -> [RobotsCase] {
    guard let data = try? Vectors.data("robots/\(name).json") else { return [] }
    return (try? JSONDecoder().decode([RobotsCase].self, from: data)) ?? []
  }
}

@Suite(.needsVectors) struct `the cases of Google's parser` {
  static let all = RobotsCase.all("google-robotstxt")

  /// Cases in which RFC 9309 requires another result, each with its reason: path and query.
  static let listed = [
    "/foo/bar/ツ": "the RFC encodes what is not ASCII before it compares (§2.2.2)",
    "/foo/bar/baz": "the RFC decodes %62%61%7A before it compares (§2.2.2, its own example)",
  ]

  @Test func `are complete`() { #expect(Self.all.count == 145) }

  @Test(arguments: all) func `give the listed results`(_ vector: RobotsCase) {
    let differs = vector.test == "ID_Encoding" && Self.listed[vector.pathAndQuery] != nil
    #expect(vector.ours == (differs ? !vector.allowed : vector.allowed))
  }
}

@Suite(.needsVectors) struct `the cases of rep-cpp` {
  static let all = RobotsCase.all("rep-cpp")

  /// Cases in which RFC 9309 or Google's parser gives another result, each with its reason: test
  /// and path.
  static let listed = [
    "NoLeadingUserAgent /path": "a rule before the first agent is in no group (§2.2.1)",
    "GroupingUnknownKeys /foo": "a line that is unknown does not end a list of agents (§2.2.4)",
    "SkipMalformedLine /no/colon/in/this/line": "a colon is forgiven, as Google forgives it",
  ]

  @Test func `are complete`() { #expect(Self.all.count == 78) }

  @Test(arguments: all) func `give the listed results`(_ vector: RobotsCase) {
    let differs = Self.listed["\(vector.test) \(vector.url)"] != nil
    #expect(vector.ours == (differs ? !vector.allowed : vector.allowed))
  }
}
