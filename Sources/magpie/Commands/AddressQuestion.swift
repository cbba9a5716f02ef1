import CrawlModel
import Crawling
import FoundationEssentials

/// A line `{"input","base"?}` of standard input that `magpie inspect url` answers.
struct AddressQuestion: Decodable {
  let input: String
  let base: String?

  /// Reads a line and answers it.
  static func answer(_ line: String) -> Inspection.Address {
    do {
      let question = try JSONDecoder().decode(
        Self.self, from: Data(withoutLoneSurrogates(line).utf8))
      return Inspection.address(question.input, base: question.base)
    } catch {
      return Inspection.Address(
        input: line, problem: "The line is no JSON object with a text 'input'.")
    }
  }

  /// Replaces an unpaired surrogate with U+FFFD.
  ///
  /// Languages whose strings may hold one write it into JSON; the input of the URL standard is a
  /// scalar value string, which has U+FFFD in its place.
  private static func withoutLoneSurrogates(_ line: String) -> String {
    var result: [UInt8] = []
    let bytes = Array(line.utf8)
    var index = 0
    while index < bytes.count {
      guard bytes[index] == UInt8(ascii: "\\"), index + 1 < bytes.count else {
        result.append(bytes[index])
        index += 1
        continue
      }
      guard let unit = surrogate(bytes, at: index) else {
        result += bytes[index...(index + 1)]
        index += 2
        continue
      }
      if unit < 0xDC00, let low = surrogate(bytes, at: index + 6), low >= 0xDC00 {
        result += bytes[index..<(index + 12)]
        index += 12
      } else {
        result += Array("\\uFFFD".utf8)
        index += 6
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  private static func surrogate(_ bytes: [UInt8], at index: Int) -> UInt32? {
    guard index + 6 <= bytes.count, bytes[index] == UInt8(ascii: "\\"),
      bytes[index + 1] == UInt8(ascii: "u"),
      let unit = UInt32(
        String(decoding: bytes[(index + 2)..<(index + 6)], as: UTF8.self), radix: 16),
      (0xD800...0xDFFF).contains(unit)
    else { return nil }
    return unit
  }
}
