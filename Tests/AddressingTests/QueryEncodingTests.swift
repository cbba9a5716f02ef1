import Foundation
import Glibc
import TestSupport
import Testing

@testable import Addressing

/// A case of percent-encoding.json.
struct PercentCase: Decodable, CustomTestStringConvertible, Sendable {
  var input: String
  var output: [String: String]

  var testDescription: String { input.unicodeScalars.map { $0.escaped(asASCII: true) }.joined() }

  static let all: [PercentCase] = Vectors.cases("url/percent-encoding.json")

  /// Differences between the Encoding standard and the C library's tables, which replace it here.
  static let listed = [
    #"iso-2022-jp \u{0E}A"#: "the standard refuses the shift controls, the C library passes them",
    #"gb18030 \u{E5E5}"#: "the standard has no bytes for this private use, the C library has",
  ]
}

/// An encoder based on iconv, called for each scalar so that a missing one can be escaped.
func encoder(_ name: String) -> AddressReader.QueryEncoder {
  { text in
    text.unicodeScalars.flatMap { scalar -> [UInt8] in
      let converter = iconv_open(name, "UTF-8")
      defer { iconv_close(converter) }
      var input = Array(String(scalar).utf8CString)
      var output = [CChar](repeating: 0, count: 32)
      let written = input.withUnsafeMutableBufferPointer { source in
        output.withUnsafeMutableBufferPointer { target -> Int? in
          var (from, to) = (source.baseAddress, target.baseAddress)
          var (left, room) = (source.count - 1, target.count)
          guard iconv(converter, &from, &left, &to, &room) == 0 else { return nil }
          // Returns to ASCII if the encoding has states.
          iconv(converter, nil, nil, &to, &room)
          return target.count - room
        }
      }
      guard let written else { return PercentEncoding.escape(forUnencodable: scalar) }
      return output.prefix(written).map { UInt8(bitPattern: $0) }
    }
  }
}

@Suite(.needsVectors) struct `the query of a page in another encoding` {
  @Test func `has vectors`() {
    #expect(PercentCase.all.count == 7)
  }

  @Test(arguments: PercentCase.all)
  func `is percent-encoded after encoding`(_ vector: PercentCase) throws {
    for (name, expected) in vector.output {
      guard PercentCase.listed["\(name) \(vector.testDescription)"] == nil else { continue }
      let encoder = name == "utf-8" ? nil : encoder(name)
      let parsed = try AddressReader.read(
        "http://h/?\(vector.input)#\(vector.input)", base: nil, queryEncoder: encoder)
      #expect(parsed.address.query.map(String.init) == expected, "\(name)")
      // The fragment is always in UTF-8.
      #expect(parsed.fragment == vector.output["utf-8"])
    }
  }

  @Test func `keeps its other parts in UTF-8`() throws {
    let base = try WebAddress("http://h/x/y")
    let parsed = try AddressReader.read(
      "é?é=\u{2020}&'#é", base: base,
      queryEncoder: { text in
        text.unicodeScalars.flatMap { scalar in
          UInt8(exactly: scalar.value).map { [$0] }
            ?? PercentEncoding.escape(forUnencodable: scalar)
        }
      })
    #expect(parsed.hrefWithoutCredentials == "http://h/x/%C3%A9?%E9=%26%238224%3B&%27#%C3%A9")
  }
}
