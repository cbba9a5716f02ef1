import Foundation
import TestSupport
import Testing

@testable import Addressing

/// A case of urltestdata.json; `href` is absent where the standard fails.
struct URLCase: Decodable, CustomTestStringConvertible, Sendable {
  var input: String
  var base: String?
  var href: String?
  var failure: Bool?

  var testDescription: String { "\(input.debugDescription) at \(base ?? "nothing")" }

  static let all: [URLCase] = Vectors.cases("url/urltestdata.json")

  /// Whether the base is one that we have no address for.
  var hasForeignBase: Bool {
    guard let base else { return false }
    return (try? WebAddress(base)) == nil
  }

  /// Whether the result is for us to fetch.
  var isWeb: Bool { href.map { $0.hasPrefix("http:") || $0.hasPrefix("https:") } ?? false }
}

extension Vectors {
  /// The cases of a file that holds objects with comments between them; none where the file is
  /// absent, which the trait reports.
  static func cases<Case: Decodable>(_ path: String) -> [Case] {
    guard let data = try? data(path) else { return [] }
    // Two cases hold a lone surrogate, which no Swift string can; the standard's conversion to
    // scalar values makes U+FFFD of it before the parser sees it.
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
  /// The whole address as the standard writes it.
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
  @Test func `is all there`() {
    #expect(URLCase.all.count == 891)
    #expect(URLCase.all.count(where: \.isWeb) > 240)
  }

  @Test(arguments: URLCase.all.filter { $0.isWeb && !$0.hasForeignBase })
  func `a web address comes out as the standard writes it`(_ vector: URLCase) throws {
    #expect(try parse(vector.input, vector.base).href == vector.href)
  }

  @Test(arguments: URLCase.all.filter { $0.failure == true && !$0.hasForeignBase })
  func `what the standard refuses is refused`(_ vector: URLCase) {
    #expect(throws: AddressError.self) { try parse(vector.input, vector.base) }
  }

  @Test(arguments: URLCase.all.filter { $0.href != nil && !$0.isWeb && !$0.hasForeignBase })
  func `another scheme is refused by its name`(_ vector: URLCase) throws {
    let scheme = try #require(vector.href?.prefix { $0 != ":" })
    let error = #expect(throws: AddressError.self) { try parse(vector.input, vector.base) }
    #expect(error?.code == .unsupportedScheme(String(scheme)))
  }

  /// A base that is no web address cannot be ours, so what is relative to it cannot either: by
  /// rule these cases check that reading stops at the base.
  @Test(arguments: URLCase.all.filter { $0.hasForeignBase })
  func `a base of another scheme is refused`(_ vector: URLCase) {
    #expect(throws: AddressError.self) { try parse(vector.input, vector.base) }
  }

  @Test(arguments: URLCase.all.filter { $0.isWeb && !$0.hasForeignBase })
  func `the canonical text reads as itself`(_ vector: URLCase) throws {
    let address = try parse(vector.input, vector.base).address
    let again = try WebAddress(address.text)
    #expect(again.text == address.text)
    #expect(again.layout == address.layout)
    #expect(again.origin == address.origin)
    #expect(again.fingerprint == address.fingerprint)
  }

  @Test(arguments: URLCase.all.filter { !$0.hasForeignBase && $0.base != nil })
  func `the short way gives what the parser gives`(_ vector: URLCase) throws {
    let base = try WebAddress(try #require(vector.base))
    let full = try? AddressReader.read(vector.input, base: base).address
    let short = try? WebAddress(vector.input, relativeTo: base)
    #expect(short?.text == full?.text)
    #expect(short?.layout == full?.layout)
  }
}
