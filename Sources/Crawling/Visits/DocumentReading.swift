import CrawlModel
import Extracting
import Fetching
import Sniffing

/// Which extractor reads a document that was fetched.
///
/// Its content says so; what the link to it promised counts only where the content is silent.
struct DocumentReading {
  /// What it is; `nil` for a document that has no links.
  let kind: DocumentKind?

  /// Looks at a document.
  init(_ bytes: [UInt8], of fetched: Fetched) {
    if fetched.job.kind == .stylesheet {
      kind = .css
    } else {
      let type = MediaTypeSniffer.sniff(bytes.span, declared: fetched.head.contentType)
      kind = Self.kind(of: type, expected: fetched.job.kind)
    }
  }

  /// Whether it is a page, whatever it was expected to be.
  var isPage: Bool { kind == .html }

  /// The kind of document that a type is, for a job of this kind.
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
