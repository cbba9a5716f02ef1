import Foundation
import TestSupport
import Testing

@testable import Addressing

/// A case of toascii.json or IdnaTestV2.json; `output` is absent if the name is rejected.
struct DomainCase: Decodable, CustomTestStringConvertible, Sendable {
  var input: String
  var output: String?
  var comment: String?

  var testDescription: String {
    input.unicodeScalars.map { $0.escaped(asASCII: true) }.joined()
  }

  /// The host of an address with this name.
  func host() -> String? {
    try? WebAddress("https://\(input)/x").host
  }
}

/// Cases with another result, each with its reason.
let listedDomains = [
  "": "an address without a host: the slashes run on, and the path becomes the host"
]

@Suite(.needsVectors) struct `domain names outside ASCII` {
  static let standard: [DomainCase] = Vectors.cases("url/toascii.json")
  static let unicode: [DomainCase] = Vectors.cases("url/IdnaTestV2.json")

  @Test func `are all there`() {
    #expect(Self.standard.count > 80)
    #expect(Self.unicode.count == 2671)
  }

  @Test(arguments: standard)
  func `give the results of web-platform-tests`(_ vector: DomainCase) {
    #expect(vector.host() == vector.output)
  }

  @Test func `give the results of Unicode`() {
    for vector in Self.unicode where listedDomains[vector.input] == nil {
      #expect(vector.host() == vector.output, "\(vector.testDescription)")
    }
  }
}
