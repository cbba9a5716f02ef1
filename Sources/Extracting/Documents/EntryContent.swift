import Bytes
import Addressing
import CrawlModel

/// Reads the HTML of the entries of a feed.
struct EntryContent {
  private var count = 0

  /// Reports the links in the content of an entry as `feed/img[src]` and so on.
  mutating func read(_ html: Span<UInt8>, into links: DocumentLinks) {
    guard html.hasTag else { return }
    guard count < FeedLinks.maximumContents else {
      links.isIncomplete = true
      return
    }
    count += 1
    let context = DocumentContext(address: links.base, declaredCharset: "utf-8")
    // If there is no memory for another parser, this entry is skipped.
    _ = try? HTMLLinks().extract(from: html, in: context) { link in
      var link = link
      // Who reads the feed decides how they are shown.
      (link.caption.showing, link.caption.alternative) = (nil, nil)
      // The feed lists the pages; its images stand where the content shows them.
      links.pass(link, as: Via("feed/\(link.via)", link.kind == .page ? .list : link.via.role))
    }
  }
}

extension Span where Element == UInt8 {
  /// Whether it has a tag with an attribute.
  fileprivate var hasTag: Bool {
    var hasBracket = false
    for index in indices {
      if self[index] == "<" { hasBracket = true }
      if hasBracket, self[index] == "=" { return true }
    }
    return false
  }
}
