import Bytes
public import CrawlModel

/// The pages that show what a crawl has stored: static HTML that needs no server, no script and
/// nothing from the network.
///
/// A ``GallerySurvey`` sees all documents, and of the images what became of them. Then the entries of
/// the images are read page after page from one reader that goes on where the page before it ended;
/// no more than one entry is in memory at a time.
///
///     var gallery = Gallery(of: summary, survey)
///     for number in 1...gallery.pageCount {
///       try gallery.writePage(number, next: { try images.next() }) { try file.append($0) }
///     }
///
/// There are ``picturesPerPage`` pictures to a page, and as many pages as that takes: a browser
/// lays out a page of that length (about a megabyte) at once, and every picture can be reached
/// without a script, which a page cut off at some length, or one that loads more by itself, could
/// not promise.
///
/// What was found on the web can do no harm here. It is escaped (see `HTMLWriter`), the content
/// security policy allows no script and no style but the page's own and no request to anywhere
/// else, and an SVG, which can hold scripts, is shown as an image and never linked to as a
/// document.
public struct Gallery: Sendable {
  /// The most pictures on a page.
  public static let picturesPerPage = 1000

  let summary: CrawlSummary
  let survey: GallerySurvey
  /// What failed, as far as it is listed: the documents, then the images that have passed by.
  private(set) var failures: [CrawlSummary.Failure]

  /// Makes a gallery of a crawl.
  ///
  /// - Parameters:
  ///   - summary: The crawl's books.
  ///   - survey: Has seen all the entries that will be shown.
  public init(of summary: CrawlSummary, _ survey: GallerySurvey) {
    self.summary = summary
    self.survey = survey
    failures = survey.failures
  }

  /// How many pages there are, at least one.
  public var pageCount: Int {
    max(1, (survey.pictures + Self.picturesPerPage - 1) / Self.picturesPerPage)
  }

  /// The name of a page's file: `index.html`, `index-2.html` and so on.
  public static func fileName(ofPage number: Int) -> String {
    number == 1 ? "index.html" : "index-\(number).html"
  }

  /// Writes a page.
  ///
  /// - Parameters:
  ///   - number: Which, from 1 to ``pageCount``; they are to be written in this order.
  ///   - next: Gives the entries one by one, then `nil`; the same for all the pages, and asked to the
  ///     end by the last of them. Those without a picture are passed over.
  ///   - append: Takes the page piece by piece.
  /// - Throws: What `next` or `append` threw.
  public mutating func writePage<Failure: Error>(
    _ number: Int, next: () throws(Failure) -> ManifestEntry?,
    to append: (borrowing Span<UInt8>) throws(Failure) -> Void
  ) throws(Failure) {
    var html = HTMLWriter()
    html.head(of: self, page: number)
    html.header(of: self, page: number)
    html.openMain(of: self, page: number)
    var shown = 0
    let isLast = number == pageCount
    while isLast || shown < Self.picturesPerPage, let entry = try next() {
      note(entry)
      guard entry.outcome.isShown, let file = entry.file else { continue }
      html.tile(entry, file: file, duplicates: survey.duplicates(of: file))
      shown += 1
      try append(html.bytes.span)
      html.removeAll()
    }
    html.closeMain(of: self, page: number)
    if isLast { html.failures(of: self) }
    html.footer()
    try append(html.bytes.span)
  }

  /// Takes note of an image that failed.
  private mutating func note(_ entry: ManifestEntry) {
    guard case .failed(let reason)? = entry.reason, let address = entry.key.address,
      failures.count < GallerySurvey.failuresListed
    else { return }
    failures.append(
      .init(
        address: address, reason: reason, httpStatus: entry.httpStatus,
        page: entry.found.first?.page))
  }

  /// What the crawl went over, in a few words: the host of the first seed, and how many more.
  var site: String {
    let seeds = seeds
    guard let first = seeds.first else {
      return summary.hosts.count == 1 ? Self.host(summary.hosts[0].host) : "a list of addresses"
    }
    let host = Self.host(first)
    return seeds.count == 1 ? host : "\(host) and \(Readable.number(seeds.count - 1)) more"
  }

  /// The addresses the crawl began with.
  var seeds: [String] {
    summary.options.lazy.filter { $0.name == "seed" }.map(\.value)
  }

  /// The host and port of an address or origin.
  private static func host(_ address: String) -> String {
    let parts = address.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: true)
    return parts.count < 2 ? address : String(parts[1])
  }
}
