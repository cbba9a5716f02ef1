import Addressing
import Bytes
import CrawlModel

extension ManifestEntry {
  /// Writes the entry as an object, with its fields in the order of the manifest; absent fields are
  /// left out.
  func write(to json: inout JSONWriter) {
    json.object { line in
      line.member("url", key.text)
      line.member("status", status.rawValue)
      line.member("reason", reason?.word)
      line.member("error", error)
      line.member("file", file)
      line.member("sha256", sha256)
      line.member("bytes", bytes)
      line.member("format", format?.rawValue)
      line.member("width", width)
      line.member("height", height)
      line.member("animated", isAnimated)
      line.member("orientation", orientation)
      line.member("truncated", isTruncated)
      line.member("content_type", contentType)
      line.member("http_status", httpStatus)
      line.member("final_url", finalAddress?.text)
      line.member("depth", depth)
      line.member("fetched_at", fetchedAt?.rfc3339)
      line.member("etag", etag)
      line.member("last_modified", lastModified)
      line.member("replaced_by", replacedBy)
      line.member("moved_to", movedTo?.text)
      line.optOuts(optOuts)
      if let rights { line.rights(rights) }
      line.member("found_count", foundCount)
      line.member("complete", isComplete)
      line.array("found") { list in
        for reference in found { list.object { reference.write(to: &$0) } }
      }
    }
  }
}

extension FoundReference {
  fileprivate func write(to object: inout JSONObject) {
    object.member("page", page.text)
    object.member("via", via.text)
    object.member("alt", caption.alt)
    object.member("title", caption.title)
    object.member("caption", caption.caption)
    object.member("heading", caption.heading)
    object.member("link_text", caption.linkText)
    object.member("width", caption.width)
    object.member("height", caption.height)
    object.member("sizes", caption.sizes)
    object.member("page_title", pageTitle)
    object.member("lang", language)
  }
}
