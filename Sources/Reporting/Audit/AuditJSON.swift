import Bytes
public import CrawlModel

/// The JSON of an audit.
public enum AuditJSON {
  /// Writes a fault as an object.
  public static func finding(_ finding: AuditFinding) -> [UInt8] {
    var json = JSONWriter()
    json.object { object in
      object.member("kind", finding.kind.rawValue)
      object.member("url", finding.url)
      object.member("detail", finding.detail)
      object.member("reason", finding.reason?.rawValue)
      object.member("http_status", finding.httpStatus)
      object.member("content_type", finding.contentType)
      object.member("format", finding.format?.rawValue)
      object.member("bytes", finding.bytes)
      object.member("width", finding.pixels?.width)
      object.member("height", finding.pixels?.height)
      object.member("shown_width", finding.shown?.width)
      object.member("shown_height", finding.shown?.height)
      if finding.addressCount > 0 {
        object.member("address_count", finding.addressCount)
        object.array("addresses") { list in for address in finding.addresses { list.add(address) } }
      }
      if finding.placeCount > 0 {
        object.member("place_count", finding.placeCount)
        object.array("pages") { list in for page in finding.pages { list.add(page) } }
      }
    }
    return json.bytes
  }

  /// Writes the counts as an object.
  public static func summary(_ summary: AuditSummary) -> [UInt8] {
    var json = JSONWriter()
    json.object { object in
      object.object("counts") { counts in
        for kind in AuditFinding.Kind.allCases {
          counts.member(named: kind.rawValue, summary.findings[kind] ?? 0)
        }
      }
      object.member("images", summary.images)
      object.member("pages", summary.pages)
      object.member("decorative", summary.decorative)
      object.member("unchecked", summary.unchecked)
      object.member("waiting", summary.waiting)
      object.array("notes") { list in for note in summary.notes { list.add(note) } }
      object.array("heaviest_pages") { list in
        for page in summary.heaviest {
          list.object { entry in
            entry.member("url", page.url)
            entry.member("images", page.images)
            entry.member("bytes", page.bytes)
          }
        }
      }
    }
    return json.bytes
  }
}
