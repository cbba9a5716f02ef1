import Addressing
import Bytes
import CrawlModel
import Extracting
import Sniffing

extension Inspection {
  /// Lists what a document refers to, as JSON lines in the order of the document.
  ///
  /// - Parameters:
  ///   - bytes: the document.
  ///   - url: its address, where relative links start from.
  ///   - type: its media type; `nil` when its content is to tell.
  ///   - isReadInFull: whether a page is read without the scan before libxml2.
  /// - Returns: the JSON lines, one a link, each with its line end, and what kept the document from
  ///   being read to its end, if anything did.
  /// - Throws: `CrawlError` for a bad address.
  public static func links(
    in bytes: [UInt8], at url: String, type: String?, isReadInFull: Bool = false
  ) throws(CrawlError) -> (json: [UInt8], problem: String?) {
    let address: WebAddress
    do throws(AddressError) { address = try WebAddress(url) } catch {
      throw CrawlError(.badSeed, "\(error)")
    }
    guard let kind = kind(of: bytes, at: address, type: type) else { return ([], nil) }
    let extractor = LinkExtractors.extractor(for: kind)
    let charset = type?.split(separator: "=").dropFirst().first?.filter { $0 != "\"" }
    let context = DocumentContext(
      address: address, declaredCharset: charset, isReadInFull: isReadInFull)
    var json = JSONWriter()
    do throws(ExtractionError) {
      let facts = try extractor.extract(from: bytes.span, in: context) { link in
        write(link, to: &json)
      }
      return (json.bytes, facts.isCut ? "\(address): it has more than is read of it" : nil)
    } catch {
      return (json.bytes, error.description)
    }
  }

  /// The kind of a document: by its type, and where that is missing or vague by its content.
  private static func kind(
    of bytes: [UInt8], at address: WebAddress, type: String?
  ) -> DocumentKind? {
    let essence = type?.prefix { $0 != ";" }.lowercased().filter { !$0.isWhitespace }
    switch essence {
    case "text/css": return .css
    case "application/manifest+json": return .manifest
    case "application/rss+xml", "application/atom+xml", "application/rdf+xml",
      "application/feed+json":
      return .feed
    case nil where address.path.hasSuffix(".css"): return .css
    case nil where address.path.hasSuffix(".webmanifest"): return .manifest
    default: break
    }
    let document = MediaTypeSniffer.sniff(bytes.span, declared: type)
    if document == .text { return LinkExtractors.isAddressList(bytes.span) ? .text : .html }
    return DocumentReading.kind(of: document, expected: .page)
  }

  private static func write(_ link: Link, to json: inout JSONWriter) {
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
}
