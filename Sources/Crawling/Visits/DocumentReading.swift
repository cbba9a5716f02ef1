import CrawlModel
import Extracting
import Fetching
import Sniffing

/// Which extractor reads a document that was fetched.
///
/// Its content says so; what the link to it promised counts only where the content is silent.
struct DocumentReading {
  /// The word of `LinkExtractors` for it; `nil` where there is nothing to be found in it.
  let word: String?

  /// Looks at a document.
  init(_ bytes: [UInt8], of fetched: Fetched) {
    if fetched.job.kind == .stylesheet {
      word = "css"
    } else {
      let type = MediaTypeSniffer.sniff(bytes.span, declared: fetched.head.contentType)
      word = Self.word(for: type, expected: fetched.job.kind)
    }
  }

  /// Whether it is a page, whatever it was expected to be.
  var isPage: Bool { word == "html" }

  /// The word for a type of document.
  static func word(for type: DocumentType, expected kind: Job.Kind) -> String? {
    switch type {
    case .html, .xhtml: "html"
    case .css: "css"
    case .xml: "xml"
    case .gzip: "gzip"
    case .json: kind == .manifest ? "manifest" : "json"
    case .text: kind == .sitemap ? "text" : kind == .manifest ? "manifest" : nil
    case .image(.svg): "xml"
    case .image, .pdf, .binary: nil
    }
  }
}
