import Bytes
import CrawlModel
import Markup

/// Reads a JSON Feed or a web app manifest, determined by its members.
enum JSONDocument {
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
  ///   - kind: its kind if its members do not determine one.
  ///   - found: receives the links.
  /// - Returns: further facts about the document.
  static func links(
    of bytes: Span<UInt8>, in context: DocumentContext, expecting kind: Link.Kind,
    _ found: (Link) -> Void
  ) -> DocumentFacts {
    let encoding = CharacterEncoding.ofXML(bytes, declared: context.declaredCharset)
    return encoding.withCleanText(bytes) { text in
      withoutActuallyEscaping(found) { found in
        let links = DocumentLinks(base: context.address, found)
        let kind = self.kind(of: text) ?? kind
        let title =
          kind == .feed
          ? JSONFeed.read(text, into: links) : AppManifest.read(text, into: links)
        return DocumentFacts(
          kind: kind, title: title, base: context.address, encoding: encoding.name,
          linkCount: links.count, isCut: links.isCut)
      }
    }
  }

  /// Returns the kind determined by the members of the outermost object.
  static func kind(of text: Span<UInt8>) -> Link.Kind? {
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
}
