import Bytes
import CrawlModel
import Markup

/// Reads a JSON Feed, a web app manifest or a response of oEmbed, determined by its members.
enum JSONDocument {
  /// A kind of document.
  enum Kind { case feed, manifest, embedding }

  /// Whether the bytes begin like an object.
  static func isLikely(_ bytes: Span<UInt8>) -> Bool {
    var start = 0
    if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { start = 3 }
    while start < bytes.count, bytes[start].isASCIIWhitespace { start += 1 }
    return start < bytes.count && bytes[start] == "{"
  }

  /// Reports the links of a document.
  ///
  /// - Parameters:
  ///   - bytes: the document as served.
  ///   - context: what is known about it.
  ///   - kind: its kind if its members do not determine one: a feed or a manifest.
  ///   - found: receives the links.
  /// - Returns: further facts about the document.
  static func links(
    of bytes: Span<UInt8>, in context: DocumentContext, expecting kind: Kind,
    _ found: (Link) -> Void
  ) -> DocumentFacts {
    let encoding = CharacterEncoding.ofXML(bytes, declared: context.declaredCharset)
    return encoding.withCleanText(bytes) { text in
      withoutActuallyEscaping(found) { found in
        let links = DocumentLinks(base: context.address, of: text.count, found)
        let kind = self.kind(of: text) ?? kind
        let title =
          switch kind {
          case .feed: JSONFeed.read(text, into: links)
          case .manifest: AppManifest.read(text, into: links)
          case .embedding: Embedding.read(text, into: links)
          }
        return DocumentFacts(
          kind: kind == .feed ? .feed : .manifest, title: title, base: context.address,
          encoding: encoding.name,
          linkCount: links.count, isCut: links.isCut)
      }
    }
  }

  /// Returns the kind determined by the members of the outermost object.
  static func kind(of text: Span<UInt8>) -> Kind? {
    var reader = JSONReader()
    var depth = 0
    var isVersion = false
    while let token = reader.next(in: text) {
      switch token {
      case .beginObject, .beginArray: depth += 1
      case .endObject, .endArray: depth -= 1
      case .key(let key) where depth == 1:
        isVersion = text.matches("version", key)
        if manifestKeys.contains(where: { text.matches($0, key) }) { return .manifest }
        if embeddingKeys.contains(where: { text.matches($0, key) }) { return .embedding }
        continue
      case .string(let value) where isVersion:
        if text.text(of: value).contains("jsonfeed.org/") { return .feed }
      default: break
      }
      isVersion = false
    }
    return nil
  }

  private static let manifestKeys = ["icons", "start_url", "short_name", "theme_color", "display"]
  private static let embeddingKeys = ["thumbnail_url", "provider_name", "provider_url"]
}
