import Addressing
import Bytes
import CrawlModel

/// The table of exported images: one row for each address, the same columns and types in every row.
///
/// A table is read by programs that derive its types from the rows, so no value is absent: a text
/// that there is not is empty, a number zero, and a flag `false`. The manifest says what is absent.
enum ImageTable {
  /// A value of a row.
  enum Value {
    case text(String?)
    case number(Int?)
    case flag(Bool?)
  }

  /// A column, with the name that it has in a row of JSON.
  struct Column: Sendable {
    let name: StaticString
    let value: @Sendable (Row) -> Value
  }

  /// What the columns are computed from.
  struct Row {
    let entry: ManifestEntry
    let caption: BestCaption?
    /// The place that the caption is from, or else the first one.
    let place: FoundReference?

    init(_ entry: ManifestEntry) {
      self.entry = entry
      caption = BestCaption(entry.found)
      place = caption?.place ?? entry.found.first
    }
  }

  static let columns: [Column] = [
    Column(name: "url") { .text($0.entry.key.text) },
    Column(name: "caption") { .text($0.caption?.text) },
    Column(name: "caption_from") { .text($0.caption?.source.rawValue) },
    Column(name: "status") { .text($0.entry.status.rawValue) },
    Column(name: "reason") { .text($0.entry.reason?.word) },
    Column(name: "error") { .text($0.entry.error) },
    Column(name: "file") { .text($0.entry.file) },
    Column(name: "sha256") { .text($0.entry.sha256) },
    Column(name: "bytes") { .number($0.entry.bytes) },
    Column(name: "format") { .text($0.entry.format?.rawValue) },
    Column(name: "width") { .number($0.entry.width) },
    Column(name: "height") { .number($0.entry.height) },
    Column(name: "animated") { .flag($0.entry.isAnimated) },
    Column(name: "orientation") { .number($0.entry.orientation) },
    Column(name: "truncated") { .flag($0.entry.isTruncated) },
    Column(name: "content_type") { .text($0.entry.contentType) },
    Column(name: "http_status") { .number($0.entry.httpStatus) },
    Column(name: "final_url") { .text($0.entry.finalAddress?.text) },
    Column(name: "depth") { .number($0.entry.depth) },
    Column(name: "fetched_at") { .text($0.entry.fetchedAt?.rfc3339) },
    Column(name: "etag") { .text($0.entry.etag) },
    Column(name: "last_modified") { .text($0.entry.lastModified) },
    Column(name: "replaced_by") { .text($0.entry.replacedBy) },
    Column(name: "moved_to") { .text($0.entry.movedTo?.text) },
    Column(name: "opt_out_signals") { .text(signals($0.entry.optOuts)) },
    Column(name: "license") { .text($0.entry.rights?[.license]) },
    Column(name: "acquire_license_page") { .text($0.entry.rights?[.acquireLicensePage]) },
    Column(name: "usage_terms") { .text($0.entry.rights?[.usageTerms]) },
    Column(name: "copyright_notice") { .text($0.entry.rights?[.copyrightNotice]) },
    Column(name: "credit_text") { .text($0.entry.rights?[.creditText]) },
    Column(name: "creator") { .text($0.entry.rights?[.creator]) },
    Column(name: "content_credentials") { .flag($0.entry.rights?[.contentCredentials] != nil) },
    Column(name: "page") { .text($0.place?.page.text) },
    Column(name: "page_title") { .text($0.place?.pageTitle) },
    Column(name: "lang") { .text($0.place?.language) },
    Column(name: "via") { .text($0.place?.via.text) },
    Column(name: "alt") { .text($0.place?.caption.alt) },
    Column(name: "title") { .text($0.place?.caption.title) },
    Column(name: "figcaption") { .text($0.place?.caption.caption) },
    Column(name: "heading") { .text($0.place?.caption.heading) },
    Column(name: "link_text") { .text($0.place?.caption.linkText) },
    Column(name: "found_count") { .number($0.entry.foundCount) },
    Column(name: "complete") { .flag($0.entry.isComplete) },
  ]

  /// The different signals of opt-outs, separated by spaces.
  private static func signals(_ optOuts: [OptOut]) -> String? {
    var signals: [String] = []
    for optOut in optOuts where !signals.contains(optOut.signal.rawValue) {
      signals.append(optOut.signal.rawValue)
    }
    return signals.joined(separator: " ")
  }
}
