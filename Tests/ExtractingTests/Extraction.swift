import Addressing
import CrawlModel
import Extracting
import Foundation

/// The links that an extractor finds in a document.
struct Extraction {
  var links: [Link]
  var facts: DocumentFacts

  init(
    _ bytes: [UInt8], type: String = "html", at address: String = "http://page.test/",
    charset: String? = nil
  ) throws {
    guard let kind = DocumentKind(rawValue: type) else { throw CocoaError(.featureUnsupported) }
    let extractor = LinkExtractors.extractor(for: kind)
    var links: [Link] = []
    let context = DocumentContext(address: try WebAddress(address), declaredCharset: charset)
    facts = try extractor.extract(from: bytes.span, in: context) { links.append($0) }
    self.links = links
  }

  init(_ text: String, type: String = "html", at address: String = "http://page.test/") throws {
    try self.init(Array(text.utf8), type: type, at: address)
  }

  /// One line per link: kind, address, via.
  var lines: [String] { links.map { "\($0.kind) \($0.address) \($0.via)" } }

  /// The addresses.
  var addresses: [String] { links.map(\.address.text) }
}
