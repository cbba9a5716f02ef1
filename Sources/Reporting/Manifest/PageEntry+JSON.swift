import Addressing
import Bytes
import CrawlModel

extension PageEntry {
  /// Writes the entry as an object, with its fields in the order of the manifest; absent fields are
  /// left out.
  func write(to json: inout JSONWriter) {
    json.object { line in
      line.member("url", address.text)
      line.member("kind", kind.rawValue)
      line.member("status", status.rawValue)
      line.member("reason", reason?.word)
      line.member("trap", trap?.rawValue)
      line.member("http_status", httpStatus)
      line.member("content_type", contentType)
      line.member("final_url", finalAddress?.text)
      line.member("depth", depth)
      line.member("parent", parent?.text)
      line.member("bytes", bytes)
      line.member("links", links)
      line.member("images", images)
      line.member("image_count", imageCount)
      line.member("image_bytes", imageBytes)
      line.member("title", title)
      line.member("lang", language)
      line.member("fetched_at", fetchedAt?.rfc3339)
      line.optOuts(optOuts)
    }
  }
}
