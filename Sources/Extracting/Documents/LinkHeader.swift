import Bytes

/// The syntax of the `Link` header field (RFC 8288 §3 and appendix B.2).
enum LinkHeader {
  /// The parameters of a link by name in lower case; the first one of each name.
  typealias Parameters = [String: String]

  /// The maximum number of parameters read from a link.
  private static let maximumParameters = 32

  /// Passes each link of a field value to `found`.
  static func parse(_ value: String, _ found: (String, Parameters) -> Void) {
    let text = value.utf8.span
    var at = 0
    while at < text.count {
      guard text[at] == "<" else {
        at += 1
        continue
      }
      let start = at + 1
      at = start
      while at < text.count, text[at] != ">" { at += 1 }
      guard at < text.count else { return }
      let reference = text.text(start..<at)
      at += 1
      found(reference, parameters(text, &at))
    }
  }

  /// Reads parameters up to the comma before the next link.
  private static func parameters(_ text: Span<UInt8>, _ at: inout Int) -> Parameters {
    var parameters: Parameters = [:]
    while at < text.count, text[at] != "," {
      guard text[at] != ";", !text[at].isASCIIWhitespace else {
        at += 1
        continue
      }
      let start = at
      while at < text.count, !text[at].endsParameterName { at += 1 }
      let name = text.text(start..<at).lowercased()
      skipSpace(text, &at)
      var value = ""
      if at < text.count, text[at] == "=" {
        at += 1
        skipSpace(text, &at)
        value = readValue(text, &at)
      }
      if at == start { at += 1 }
      if parameters[name] == nil, parameters.count < maximumParameters { parameters[name] = value }
    }
    return parameters
  }

  private static func readValue(_ text: Span<UInt8>, _ at: inout Int) -> String {
    guard at < text.count, text[at] == "\"" else {
      let start = at
      while at < text.count, text[at] != ";", text[at] != ",", !text[at].isASCIIWhitespace {
        at += 1
      }
      return text.text(start..<at)
    }
    at += 1
    var value: [UInt8] = []
    while at < text.count, text[at] != "\"" {
      if text[at] == "\\", at + 1 < text.count { at += 1 }
      value.append(text[at])
      at += 1
    }
    at += 1
    return String(decoding: value, as: UTF8.self)
  }

  private static func skipSpace(_ text: Span<UInt8>, _ at: inout Int) {
    while at < text.count, text[at].isASCIIWhitespace { at += 1 }
  }
}

extension UInt8 {
  fileprivate var endsParameterName: Bool {
    self == "=" || self == ";" || self == "," || isASCIIWhitespace
  }
}
