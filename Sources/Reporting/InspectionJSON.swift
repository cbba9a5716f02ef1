import Addressing
import Bytes
public import CrawlModel

/// The JSON lines of what was inspected.
public enum InspectionJSON {
  /// Writes how an address is read.
  public static func line(_ address: Inspection.Address) -> [UInt8] {
    line { object in
      object.member("input", address.input)
      object.member("url", address.url)
      object.member("canonical", address.canonical)
      object.member("error", address.problem)
    }
  }

  /// Writes what the content of an image file says.
  public static func line(_ image: Inspection.Image) -> [UInt8] {
    line { object in
      object.member("file", image.file)
      if let facts = image.facts {
        object.member("format", facts.format.rawValue)
        object.member("width", facts.width)
        object.member("height", facts.height)
        object.member("bytes", image.bytes)
        if facts.isAnimated { object.member("animated", true) }
        object.member("orientation", facts.orientation)
        if facts.isTruncated == true { object.member("truncated", true) }
        if let rights = facts.rights { object.rights(rights) }
      }
      object.member("error", image.problem)
    }
  }

  /// Writes what a robots.txt says about an address.
  public static func line(_ permission: Inspection.Permission) -> [UInt8] {
    line { object in
      object.member("url", permission.url)
      if let isAllowed = permission.isAllowed { object.member("allowed", isAllowed) }
      object.member("rule", permission.rule)
      object.member("line", permission.line)
      if let delay = permission.crawlDelay { object.member("crawl_delay", seconds: delay) }
      object.member("error", permission.problem)
    }
  }

  /// Writes the links of a document, one line each.
  public static func lines(_ document: Inspection.Document) -> [UInt8] {
    var json = JSONWriter()
    for link in document.links {
      json.object { object in
        object.member("url", link.address.text)
        object.member("kind", link.kind.rawValue)
        object.member("via", link.via.text)
        object.member("alt", link.caption.alt)
        object.member("title", link.caption.title)
        object.member("caption", link.caption.caption)
        object.member("heading", link.caption.heading)
        object.member("link_text", link.caption.linkText)
        object.member("width", link.caption.width)
        object.member("height", link.caption.height)
        object.member("sizes", link.caption.sizes)
      }
      json.endLine()
    }
    return json.bytes
  }

  private static func line(_ fill: (inout JSONObject) -> Void) -> [UInt8] {
    var json = JSONWriter()
    json.object { fill(&$0) }
    json.endLine()
    return json.bytes
  }
}
