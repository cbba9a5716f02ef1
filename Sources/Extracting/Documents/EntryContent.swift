import Addressing
import CrawlModel

/// Reads the HTML of the entries of a feed.
struct EntryContent {
  private var count = 0

  /// Gives out the links of a content as `feed/img[src]` and so on.
  mutating func read(_ html: Span<UInt8>, into links: DocumentLinks) {
    guard html.hasTag else { return }
    guard count < FeedLinks.maximumContents else {
      links.isIncomplete = true
      return
    }
    count += 1
    let context = DocumentContext(address: links.base, declaredCharset: "utf-8")
    // Without memory for another parser the feed goes on without this entry.
    _ = try? HTMLLinks().extract(from: html, in: context) { link in
      // The feed lists the pages; its images stand where the content shows them.
      links.pass(link, as: Via("feed/\(link.via)", link.kind == .page ? .list : link.via.role))
    }
  }
}

extension Span where Element == UInt8 {
  /// Whether there is a tag with an attribute in it.
  fileprivate var hasTag: Bool {
    var hasBracket = false
    for index in indices {
      if self[index] == "<" { hasBracket = true }
      if hasBracket, self[index] == "=" { return true }
    }
    return false
  }
}
