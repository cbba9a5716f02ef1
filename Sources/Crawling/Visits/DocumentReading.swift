import CrawlModel
import Extracting
import Fetching
import Sniffing

/// Selects the extractor for a fetched document.
///
/// The content decides; the kind expected by the link is used only if the content is ambiguous.
struct DocumentReading {
  /// The kind of the document; `nil` if it cannot have links.
  let kind: DocumentKind?

  /// Determines the kind of a document.
  init(_ bytes: Span<UInt8>, of fetched: Fetched) {
    if fetched.job.kind == .stylesheet {
      kind = .css
    } else {
      let type = MediaTypeSniffer.sniff(bytes, declared: fetched.head.contentType)
      kind = Self.kind(of: type, expected: fetched.job.kind)
    }
  }

  /// Whether it is a page, regardless of what was expected.
  var isPage: Bool { kind == .html }

  /// Returns the kind of a document with a given type, for a job of a given kind.
  static func kind(of type: DocumentType, expected kind: Job.Kind) -> DocumentKind? {
    switch type {
    case .html, .xhtml: .html
    case .css: .css
    case .xml: .xml
    case .gzip: .gzip
    case .json: kind == .manifest ? .manifest : .json
    case .text: kind == .sitemap ? .text : kind == .manifest ? .manifest : nil
    case .image(.svg): .xml
    case .image, .pdf, .binary: nil
    }
  }
}
