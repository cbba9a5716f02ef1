import Bytes
import CrawlModel

/// The table as CSV (RFC 4180), with one line of text for each row.
extension ImageTable {
  /// The names that img2dataset gives to columns of its own; a column of its input that has one of
  /// them stops it.
  private static let renamed = [
    "status": "outcome", "width": "image_width", "height": "image_height",
  ]

  static let header = columns.map { column in
    let name = "\(column.name)"
    return renamed[name] ?? name
  }.joined(separator: ",")

  static func line(_ entry: ManifestEntry) -> String {
    let row = Row(entry)
    return columns.map { column in
      switch column.value(row) {
      case .text(let text): text.map(quoted) ?? ""
      case .number(let number): "\(number ?? 0)"
      case .flag(let flag): flag == true ? "true" : "false"
      }
    }.joined(separator: ",")
  }

  /// Quotes a field that contains a comma or a quote, or begins like a formula.
  ///
  /// A spreadsheet would execute a field that begins like a formula; an apostrophe before it makes
  /// it text (OWASP, "CSV Injection"). Characters that control a terminal are replaced. A line end
  /// in a field becomes a space: many readers, such as Arrow's, take a line for a row.
  private static func quoted(_ field: String) -> String {
    var field = field
    let isFormula = field.utf8.first.map { formulaStarts.contains($0) } ?? false
    if field.utf8.contains(where: { $0 == 0x0A || $0 == 0x0D }) {
      field = field.split(whereSeparator: \.isNewline).joined(separator: " ")
    }
    if let visible = VisibleText.replacing(in: field.utf8.span) {
      field = String(decoding: visible, as: UTF8.self)
    }
    let needsQuotes =
      isFormula
      || field.utf8.contains { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "\"") }
    guard needsQuotes else { return field }
    return "\"" + (isFormula ? "'" : "") + field.replacing("\"", with: "\"\"") + "\""
  }

  private static let formulaStarts = Array("=+-@\t\r\n".utf8)
}
