import Bytes
import CrawlModel
import Markup

/// A sitemap that is a list of addresses, one per line.
enum TextSitemap {
  /// Whether the first line is an address; no other text begins with one.
  static func isLikely(_ bytes: Span<UInt8>) -> Bool {
    var start = 0
    if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { start = 3 }
    while start < bytes.count, bytes[start].isASCIIWhitespace { start += 1 }
    let line = line(from: start, in: bytes)
    return isAddress(bytes.text(line.prefix(LinkCollector.maximumAddressBytes)))
  }

  /// Reports `sitemap[loc]` for each line that is an address.
  static func links(
    of bytes: Span<UInt8>, in context: DocumentContext, _ found: (Link) -> Void
  ) -> DocumentFacts {
    let encoding = CharacterEncoding.ofXML(bytes, declared: context.declaredCharset)
    return encoding.withCleanText(bytes) { text in
      withoutActuallyEscaping(found) { found in
        var collector = LinkCollector(base: context.address, of: text.count, found)
        var at = 0
        while at < text.count {
          let line = line(from: at, in: text)
          at = line.upperBound + 1
          guard line.count <= LinkCollector.maximumAddressBytes else { continue }
          let address = text.text(line)
          if isAddress(address) { collector.add(address, .page, Via("sitemap[loc]", .list)) }
        }
        return DocumentFacts(
          kind: .sitemap, base: context.address, encoding: encoding.name,
          linkCount: collector.count, isCut: collector.isCut)
      }
    }
  }

  private static func line(from start: Int, in text: Span<UInt8>) -> Range<Int> {
    var end = start
    while end < text.count, text[end] != 0x0A, text[end] != 0x0D { end += 1 }
    return start..<end
  }

  /// Relative addresses are not allowed; with them every line of text would be a link.
  private static func isAddress(_ line: String) -> Bool {
    let text = line.trimmingHTMLSpace
    guard !text.utf8.contains(where: \.isASCIIWhitespace) else { return false }
    let scheme = text.prefix(8).lowercased()
    return scheme.hasPrefix("http://") || scheme == "https://"
  }
}
