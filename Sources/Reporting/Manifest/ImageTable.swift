import Addressing
import Bytes
import CrawlModel

/// The records of images as a CSV table (RFC 4180): one line for each address, with the first place
/// it was found at.
enum ImageTable {
  static let header =
    "url,status,reason,file,sha256,bytes,format,width,height,content_type,http_status,final_url,"
    + "depth,fetched_at,etag,last_modified,replaced_by,moved_to,page,via,alt,title,caption,heading,"
    + "link_text,places"

  static func line(_ entry: ManifestEntry) -> String {
    let place = entry.found.first
    let caption = place?.caption
    let fields: [String?] = [
      entry.key.text, entry.status.rawValue, entry.reason?.word, entry.file, entry.sha256,
      entry.bytes.map(String.init), entry.format?.rawValue, entry.width.map(String.init),
      entry.height.map(String.init), entry.contentType, entry.httpStatus.map(String.init),
      entry.finalAddress?.text, "\(entry.depth)", entry.fetchedAt?.rfc3339, entry.etag,
      entry.lastModified, entry.replacedBy, entry.movedTo?.text, place?.page.text, place?.via.text,
      caption?.alt, caption?.title, caption?.caption, caption?.heading, caption?.linkText,
      "\(entry.found.count)",
    ]
    return fields.map { $0.map(quoted) ?? "" }.joined(separator: ",")
  }

  /// Quotes a field that contains a comma, a quote or a line end, or begins like a formula.
  ///
  /// A spreadsheet would execute a field that begins like a formula; an apostrophe before it makes
  /// it text (OWASP, "CSV Injection"). Characters that control a terminal are replaced.
  private static func quoted(_ field: String) -> String {
    var field = field
    if let visible = VisibleText.replacing(in: field.utf8.span) {
      field = String(decoding: visible, as: UTF8.self)
    }
    let isFormula = field.utf8.first.map { formulaStarts.contains($0) } ?? false
    let needsQuotes =
      isFormula
      || field.utf8.contains { byte in
        byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") || byte == 0x0A || byte == 0x0D
      }
    guard needsQuotes else { return field }
    return "\"" + (isFormula ? "'" : "") + field.replacing("\"", with: "\"\"") + "\""
  }

  private static let formulaStarts = Array("=+-@\t\r\n".utf8)
}
