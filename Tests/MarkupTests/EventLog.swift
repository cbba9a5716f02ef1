import Markup

/// Records the events of a reader, one line per event.
final class EventLog: HTMLSink {
  var lines: [String] = []
  var text: [UInt8] = []

  func startElement(_ element: HTMLElement) {
    var line = "<\(element.name)"
    for index in 0..<element.attributeCount {
      line += " \(element.attributeName(at: index))=\(element.attributeValue(at: index))"
    }
    lines.append(line)
  }

  func endElement(_ name: MarkupName) { lines.append("/\(name)") }

  func characters(_ text: Span<UInt8>) {
    for index in text.indices { self.text.append(text[index]) }
  }

  func comment(_ text: Span<UInt8>) {
    var bytes: [UInt8] = []
    for index in text.indices { bytes.append(text[index]) }
    lines.append("!" + String(decoding: bytes, as: UTF8.self))
  }

  func rawText(of name: MarkupName, _ text: Span<UInt8>) {
    var bytes: [UInt8] = []
    for index in text.indices { bytes.append(text[index]) }
    lines.append("\(name): " + String(decoding: bytes, as: UTF8.self))
  }

  /// The start tags, except those present in any document.
  var starts: [String] {
    lines.filter { $0.hasPrefix("<") && !["<html", "<head", "<body", "<p"].contains($0) }
  }

  /// Reads a document.
  static func of(_ html: String, _ options: HTMLReader.Options = []) throws -> EventLog {
    try of(Array(html.utf8), options)
  }

  /// Reads a document.
  static func of(_ bytes: [UInt8], _ options: HTMLReader.Options = []) throws -> EventLog {
    let log = EventLog()
    try HTMLReader(options).read(bytes.span, into: log)
    return log
  }
}
