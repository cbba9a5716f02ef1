/// The kind of document that a declared media type stands for.
enum DeclaredType {
  case html, xhtml, xml, css, json, script, text, other

  /// Parses the type and subtype of a `Content-Type`; its parameters are ignored.
  init(_ declared: String?) {
    let essence = declared.map { text in
      let bytes = text.utf8.prefix { $0 != UInt8(ascii: ";") && $0 != UInt8(ascii: ",") }
      return String(decoding: bytes.filter { $0 > 0x20 }, as: UTF8.self).lowercased()
    }
    switch essence {
    case "text/html": self = .html
    case "application/xhtml+xml": self = .xhtml
    case "text/css": self = .css
    case "application/json", "text/json": self = .json
    case "text/javascript", "application/javascript", "application/x-javascript": self = .script
    case "text/xml", "application/xml": self = .xml
    case let essence? where essence.hasSuffix("+xml") && !essence.hasPrefix("image/"): self = .xml
    case let essence? where essence.hasSuffix("+json"): self = .json
    case let essence? where essence.hasPrefix("text/"): self = .text
    default: self = .other
    }
  }

  /// The type of a text whose content does not contradict the declaration.
  var documentType: DocumentType {
    switch self {
    case .html: .html
    case .xhtml: .xhtml
    case .xml: .xml
    case .css: .css
    case .json: .json
    case .script, .text, .other: .text
    }
  }
}
