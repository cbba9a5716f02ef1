import Addressing
public import CrawlModel
import Extracting
import Sniffing

extension Inspection {
  /// Lists the links of a document.
  ///
  /// - Parameters:
  ///   - bytes: the document.
  ///   - url: its address, which relative links are resolved against.
  ///   - type: its media type; `nil` to detect it from the content.
  ///   - isReadInFull: whether libxml2 parses all of a page, without the scan before it.
  /// - Returns: the links in document order, and why the document could not be read to its end.
  /// - Throws: `CrawlError` for an invalid address.
  public static func links(
    in bytes: [UInt8], at url: String, type: String?, isReadInFull: Bool = false
  ) throws(CrawlError) -> Document {
    let address: WebAddress
    do throws(AddressError) { address = try WebAddress(url) } catch {
      throw CrawlError(.badSeed, "\(error)")
    }
    var document = Document()
    guard let kind = kind(of: bytes, at: address, type: type) else { return document }
    let extractor = LinkExtractors.extractor(for: kind)
    let charset = type?.split(separator: "=").dropFirst().first?.filter { $0 != "\"" }
    let context = DocumentContext(
      address: address, declaredCharset: charset, isReadInFull: isReadInFull)
    do throws(ExtractionError) {
      let facts = try extractor.extract(from: bytes.span, in: context) { document.links.append($0) }
      if facts.isCut { document.problem = "\(address): it has more than is read of it" }
    } catch {
      document.problem = error.description
    }
    return document
  }

  /// Returns the kind of a document: by its type, or by its content if the type is missing or
  /// ambiguous.
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
}
