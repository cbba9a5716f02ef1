import Bytes
import Markup

@testable import Extracting

extension Target {
  static let srcset = Target(
    "srcset", "srcset and lazy attributes: the addresses are words, the sizes are positive"
  ) {
    input in
    var fault: String?
    Srcset.parse(input.span) { candidate in
      let bytes = Array(candidate.url.utf8)
      let isWord =
        !bytes.isEmpty && bytes.first != UInt8(ascii: ",")
        && !bytes.contains { " \t\n\r\u{C}".utf8.contains($0) }
      let isPositive =
        candidate.width ?? 1 > 0 && candidate.height ?? 1 > 0 && candidate.density ?? 0 >= 0
      if !isWord || !isPositive { fault = "\(candidate)" }
    }
    let text = String(decoding: input, as: UTF8.self)
    _ = ReferenceList.candidates(text[...])
    for name in ["data-src", "data-srcset", "data-images", "data-bg"] {
      _ = LazyAttribute.syntax(of: text, named: name, showsImage: true)
    }
    return fault
  }

  static let script = Target("script", "scripts: the addresses are bounded and not empty") {
    input in
    var fault: String?
    for place in [ScriptStrings.Place.script, .handler] {
      ScriptStrings.scan(input.span, in: place) { text in
        // Each byte that is not UTF-8 becomes three.
        if text.isEmpty || text.utf8.count > 3 * ScriptStrings.maximumSrcsetLength {
          fault = "\(text.debugDescription) in \(place)"
        }
      }
    }
    return fault
  }

  static let json = Target("json", "JSON: tokens are in order, and texts are written as read") {
    JSONTokens.fault(of: $0)
  }

  static let encoding = Target("encoding", "encodings: the text is clean, and so it stays") {
    input in
    let encodings = [
      CharacterEncoding.ofHTML(input.span), CharacterEncoding.ofXML(input.span), .windows1252,
      CharacterEncoding(label: "shift_jis"), CharacterEncoding(label: "gb18030"),
      CharacterEncoding(label: "utf-16be"), CharacterEncoding(label: "iso-2022-jp"),
    ]
    for encoding in encodings.compactMap({ $0 }) {
      let text = encoding.cleanText(input.span)
      if text.contains(0) || String(validating: text, as: UTF8.self) == nil {
        return "\(encoding) gives text that is not clean"
      }
      if CharacterEncoding.utf8.cleanText(text.span) != text,
        !text.starts(with: [0xEF, 0xBB, 0xBF])
      {
        return "the text of \(encoding) does not stay"
      }
    }
    return nil
  }

  static let data = Target("data", "data: addresses: the content is not longer than the address") {
    input in
    guard let address = DataAddress(input.span, limit: 2_048) else { return nil }
    return address.content.count < input.count
      ? nil : "\(address.content.count) bytes of \(input.count)"
  }
}
