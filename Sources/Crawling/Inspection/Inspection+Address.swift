import Addressing
import Bytes
import FoundationEssentials

extension Inspection {
  /// Tells how an address is read, as one JSON line.
  public static func address(_ input: String, base: String?) -> [UInt8] {
    var json = JSONWriter()
    json.object { object in
      object.member("input", input)
      do throws(AddressError) {
        let parsed = try read(input, base: base)
        object.member("url", parsed.hrefWithoutCredentials)
        if parsed.fragment != nil { object.member("canonical", parsed.address.text) }
      } catch {
        object.member("error", "\(error)")
      }
    }
    json.endLine()
    return json.bytes
  }

  /// The same for a line `{"input","base"?}`.
  public static func address(jsonLine line: String) -> [UInt8] {
    struct Question: Decodable {
      var input: String
      var base: String?
    }
    do {
      let question = try JSONDecoder().decode(
        Question.self, from: Data(withoutLoneSurrogates(line).utf8))
      return address(question.input, base: question.base)
    } catch {
      var json = JSONWriter()
      json.object { object in
        object.member("input", line)
        object.member("error", "The line is no JSON object with a text 'input'.")
      }
      json.endLine()
      return json.bytes
    }
  }

  /// A base of a scheme that Magpie does not fetch is no base, but a complete address needs none.
  private static func read(
    _ input: String, base: String?
  ) throws(AddressError) -> ParsedAddress {
    guard let base else { return try AddressReader.read(input, base: nil) }
    do throws(AddressError) {
      return try AddressReader.read(input, base: AddressReader.read(base, base: nil))
    } catch {
      guard case .unsupportedScheme = error.code else { throw error }
      return try AddressReader.read(input, base: nil)
    }
  }

  /// Half of a surrogate pair is written in JSON by languages whose strings may hold one; the URL
  /// standard's input, a scalar value string, has U+FFFD instead.
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
