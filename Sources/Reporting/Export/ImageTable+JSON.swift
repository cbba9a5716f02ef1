import Addressing
import Bytes
import CrawlModel

/// The table as JSON lines: the columns, and then every place in `found`.
extension ImageTable {
  static func write(_ entry: ManifestEntry, to json: inout JSONWriter) {
    let row = Row(entry)
    json.object { line in
      for column in columns {
        switch column.value(row) {
        case .text(let text): line.member(column.name, text ?? "")
        case .number(let number): line.member(column.name, number ?? 0)
        case .flag(let flag): line.member(column.name, flag ?? false)
        }
      }
      line.array("found") { list in
        for place in entry.found { list.object { write(place, to: &$0) } }
      }
    }
  }

  private static func write(_ place: FoundReference, to object: inout JSONObject) {
    object.member("page", place.page.text)
    object.member("via", place.via.text)
    object.member("alt", place.caption.alt ?? "")
    object.member("title", place.caption.title ?? "")
    object.member("caption", place.caption.caption ?? "")
    object.member("heading", place.caption.heading ?? "")
    object.member("link_text", place.caption.linkText ?? "")
    object.member("width", place.caption.width ?? 0)
    object.member("height", place.caption.height ?? 0)
    object.member("sizes", place.caption.sizes ?? "")
    object.member("page_title", place.pageTitle ?? "")
    object.member("lang", place.language ?? "")
  }
}
