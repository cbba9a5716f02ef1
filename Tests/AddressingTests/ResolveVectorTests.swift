import Foundation
import TestSupport
import Testing

@testable import Addressing

/// A line of url-resolve.csv.
struct ResolveCase: CustomTestStringConvertible, Sendable {
  var input: String
  var base: String
  var result: String

  var testDescription: String { "\(input) at \(base)" }

  static let all: [ResolveCase] = {
    guard let data = try? Vectors.data("url/url-resolve.csv") else { return [] }
    return String(decoding: data, as: UTF8.self).split(separator: "\n").compactMap { line in
      guard !line.hasPrefix("#") else { return nil }
      // No field contains a comma, so only the quotation marks must be removed.
      let fields = line.split(separator: ",").map {
        $0.trimmingCharacters(in: .whitespaces).trimmingCharacters(in: ["\""])
      }
      return fields.count == 3
        ? ResolveCase(input: fields[0], base: fields[1], result: fields[2]) : nil
    }
  }()

  /// Lines that do not apply, each with its reason.
  static let listed = [
    "//server/file": "its base is a file: address, which is refused by name"
  ]
}

@Suite(.needsVectors) struct `the resolving cases of crawler-commons` {
  @Test func `are all there`() {
    #expect(ResolveCase.all.count == 22)
  }

  @Test(arguments: ResolveCase.all.filter { ResolveCase.listed[$0.input] == nil })
  func `come out as they have them`(_ vector: ResolveCase) throws {
    #expect(
      try parse(vector.input, vector.base.isEmpty ? nil : vector.base).href == vector.result)
  }

  @Test(arguments: ResolveCase.all.filter { ResolveCase.listed[$0.input] != nil })
  func `are rejected as listed`(_ vector: ResolveCase) {
    #expect(code { try parse(vector.input, vector.base).address } == .unsupportedScheme("file"))
  }
}
