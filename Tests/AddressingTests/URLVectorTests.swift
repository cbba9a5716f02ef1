import Foundation
import TestSupport
import Testing

@testable import Addressing

/// A case of urltestdata.json; `href` is absent if the standard fails.
struct URLCase: Decodable, CustomTestStringConvertible, Sendable {
  var input: String
  var base: String?
  var href: String?
  var failure: Bool?

  var testDescription: String { "\(input.debugDescription) at \(base ?? "nothing")" }

  static let all: [URLCase] = Vectors.cases("url/urltestdata.json")

  /// Whether the base cannot be an address of ours.
  var hasForeignBase: Bool {
    guard let base else { return false }
    return (try? WebAddress(base)) == nil
  }

  /// Whether the result can be fetched.
  var isWeb: Bool { href.map { $0.hasPrefix("http:") || $0.hasPrefix("https:") } ?? false }
}

extension Vectors {
  /// Returns the cases of a file with objects and comments; empty if the file is absent, which the
  /// trait reports.
  static func cases<Case: Decodable>(_ path: String) -> [Case] {
    guard let data = try? data(path) else { return [] }
    // Two cases have a lone surrogate, which no Swift string can contain; the standard's conversion
    // to scalar values replaces it by U+FFFD before the parser sees it.
    let text = String(decoding: data, as: UTF8.self)
      .replacingOccurrences(of: #"\ud900z"#, with: #"\ufffdz"#, options: .caseInsensitive)
    guard let list = try? JSONDecoder().decode([Entry<Case>].self, from: Data(text.utf8))
    else { return [] }
    return list.compactMap(\.value)
  }

  private struct Entry<Case: Decodable>: Decodable {
    var value: Case?

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if (try? container.decode(String.self)) == nil { value = try container.decode(Case.self) }
    }
  }
}

extension ParsedAddress {
  /// The whole address as the standard serialises it.
  var href: String {
    guard let credentials else { return hrefWithoutCredentials }
    let start = address.scheme.rawValue + "://"
    let secret = credentials.password.isEmpty ? "" : ":" + credentials.password
    return start + credentials.user + secret + "@" + hrefWithoutCredentials.dropFirst(start.count)
  }
}

func parse(_ input: String, _ base: String?) throws(AddressError) -> ParsedAddress {
  guard let base else { return try AddressReader.read(input, base: nil) }
  return try AddressReader.read(input, base: AddressReader.read(base, base: nil))
}

@Suite(.needsVectors) struct `the URL test data of web-platform-tests` {
  @Test func `is complete`() {
    #expect(URLCase.all.count == 891)
    #expect(URLCase.all.count(where: \.isWeb) > 240)
  }

  @Test(arguments: URLCase.all.filter { $0.isWeb && !$0.hasForeignBase })
  func `a web address is serialised as in the standard`(_ vector: URLCase) throws {
    #expect(try parse(vector.input, vector.base).href == vector.href)
  }

  @Test(arguments: URLCase.all.filter { $0.failure == true && !$0.hasForeignBase })
  func `input that the standard rejects is rejected`(_ vector: URLCase) {
    #expect(throws: AddressError.self) { try parse(vector.input, vector.base) }
  }

  @Test(arguments: URLCase.all.filter { $0.href != nil && !$0.isWeb && !$0.hasForeignBase })
  func `another scheme is rejected with its name`(_ vector: URLCase) throws {
    let scheme = try #require(vector.href?.prefix { $0 != ":" })
    let error = #expect(throws: AddressError.self) { try parse(vector.input, vector.base) }
    #expect(error?.code == .unsupportedScheme(String(scheme)))
  }

  /// A base that is not a web address cannot be ours, so a reference relative to it cannot either:
  /// these cases check that parsing fails at the base.
  @Test(arguments: URLCase.all.filter { $0.hasForeignBase })
  func `a base with another scheme is rejected`(_ vector: URLCase) {
    #expect(throws: AddressError.self) { try parse(vector.input, vector.base) }
  }

  @Test(arguments: URLCase.all.filter { $0.isWeb && !$0.hasForeignBase })
  func `the canonical text is parsed unchanged`(_ vector: URLCase) throws {
    let address = try parse(vector.input, vector.base).address
    let again = try WebAddress(address.text)
    #expect(again.text == address.text)
    #expect(again.layout == address.layout)
    #expect(again.origin == address.origin)
    #expect(again.fingerprint == address.fingerprint)
  }

  @Test(arguments: URLCase.all.filter { !$0.hasForeignBase && $0.base != nil })
  func `the fast path gives the parser's result`(_ vector: URLCase) throws {
    let base = try WebAddress(try #require(vector.base))
    let full = try? AddressReader.read(vector.input, base: base).address
    let short = try? WebAddress(vector.input, relativeTo: base)
    #expect(short?.text == full?.text)
    #expect(short?.layout == full?.layout)
  }
}
