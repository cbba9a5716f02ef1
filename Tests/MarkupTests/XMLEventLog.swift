import Markup

/// Records the events of an `XMLReader`.
final class XMLEventLog: XMLSink {
  var lines: [String] = []
  var text: [UInt8] = []
  var remarks: XMLRemarks = []
  private var wanted: [MarkupName] = []

  func startElement(_ element: XMLElement) {
    var line = "<" + (element.prefix == "" ? "" : "\(element.prefix):") + "\(element.name)"
    for name in wanted {
      if let value = element[name] { line += " \(name)=\(value)" }
    }
    if !element.namespace.isEmpty { line += " {\(element.namespace)}" }
    lines.append(line)
  }

  func endElement(_ name: MarkupName) { lines.append("/\(name)") }

  func characters(_ text: Span<UInt8>) {
    for index in text.indices { self.text.append(text[index]) }
  }

  var words: String { String(decoding: text, as: UTF8.self) }

  /// Reads a document and records these attributes.
  static func of(_ xml: String, _ attributes: MarkupName...) throws -> XMLEventLog {
    try of(Array(xml.utf8), attributes)
  }

  /// Reads a document and records these attributes.
  static func of(_ bytes: [UInt8], _ attributes: [MarkupName] = []) throws -> XMLEventLog {
    let log = XMLEventLog()
    log.wanted = attributes
    log.remarks = try XMLReader().read(bytes.span, into: log)
    return log
  }
}
