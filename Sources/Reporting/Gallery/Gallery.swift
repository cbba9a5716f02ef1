import Bytes
public import CrawlModel

/// The pages that show what a crawl has stored: static HTML that needs no server, no script and no
/// network.
///
/// A ``GallerySurvey`` first reads all documents and the results of all images. Then the entries of
/// the images are read page by page from one reader, which continues where the previous page ended;
/// only one entry is in memory at a time.
///
///     var gallery = Gallery(of: summary, survey)
///     for number in 1...gallery.pageCount {
///       try gallery.writePage(number, next: { try images.next() }) { try file.append($0) }
///     }
///
/// Each page has up to ``imagesPerPage`` images. A browser lays out a page of that length (about
/// a megabyte) at once, and every image can be reached without a script, unlike on a truncated page
/// or one that loads more on demand.
///
/// With a script, the first page shows all images, of which it reads an index (see ``GalleryIndex``).
/// So after each page its part of the index must be taken, and after the last one the first part.
///
/// Content from the web is harmless here. It is escaped (see `HTMLWriter`), the content security
/// policy allows only the page's own script and style and no requests elsewhere, and an SVG, which
/// can contain scripts, is shown as an image and never linked as a document.
public struct Gallery: Sendable {
  /// The maximum number of images on a page.
  public static let imagesPerPage = 1000

  let summary: CrawlSummary
  let survey: GallerySurvey
  /// Where images are that are not in the folder.
  let bucket: BucketPages?
  /// The listed failures: the documents, then the images read so far.
  private(set) var failures: [CrawlSummary.Failure]
  private var index = GalleryIndex()
  private var largest = LargestImages()

  /// Creates the gallery of a crawl.
  ///
  /// - Parameters:
  ///   - summary: the summary of the crawl.
  ///   - survey: has read all the entries that will be shown.
  ///   - bucket: where images are that are not in the folder.
  public init(of summary: CrawlSummary, _ survey: GallerySurvey, bucket: BucketPages? = nil) {
    self.bucket = bucket
    self.summary = summary
    self.survey = survey
    failures = survey.failures
  }

  /// The number of pages, at least one.
  public var pageCount: Int {
    max(1, (survey.pictures + Self.imagesPerPage - 1) / Self.imagesPerPage)
  }

  /// Returns the file name of a page: `index.html`, `index-2.html` and so on.
  public static func fileName(ofPage number: Int) -> String {
    number == 1 ? "index.html" : "index-\(number).html"
  }

  /// Writes a page.
  ///
  /// - Parameters:
  ///   - number: the number of the page, from 1 to ``pageCount``; pages must be written in this
  ///     order.
  ///   - next: returns the entries one by one, then `nil`; the same for all pages, and read to the
  ///     end by the last one. Entries without an image file are skipped.
  ///   - append: receives the page in pieces.
  /// - Throws: the error of `next` or `append`.
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
    while isLast || shown < Self.imagesPerPage, let entry = try next() {
      note(entry)
      guard entry.outcome.isShown, let file = entry.file else { continue }
      let image = GalleryImage(
        entry, file: bucket?.webAddress(of: file) ?? file,
        duplicates: survey.duplicates(of: file), site: survey.title)
      html.tile(image)
      largest.add(image)
      if indexParts > 1 { index.add(image) }
      shown += 1
      try append(html.bytes.span)
      html.removeAll()
    }
    html.closeMain(of: self, page: number)
    if number == 1 { html.about(self) }
    if isLast { html.failures(of: self) }
    html.footer()
    try append(html.bytes.span)
  }

  // MARK: The index

  /// The number of pages whose images share a file of the index.
  public static let pagesPerIndexPart = 10

  /// The number of files of the index: the first one, and if there are more images than fit into it,
  /// one for every ``pagesPerIndexPart`` pages.
  public var indexParts: Int {
    if survey.pictures == 0 { return 0 }
    if survey.pictures <= LargestImages.limit { return 1 }
    return 1 + (pageCount + Self.pagesPerIndexPart - 1) / Self.pagesPerIndexPart
  }

  /// Returns the name of a file of the index: `index.js` is part 0, `index-1.js` part 1 and so on.
  public static func fileName(ofIndexPart part: Int) -> String {
    part == 0 ? "index.js" : "index-\(part).js"
  }

  /// Returns the rows of the page that was written last, for the file of its part.
  public mutating func indexOfPage() -> [UInt8] { index.take() }

  /// Returns the first file of the index; call it after the last page.
  public func firstIndexPart() -> [UInt8] {
    var first = GalleryIndex()
    for (_, image) in largest.images { first.add(image) }
    return first.take { call in
      call.member("images", survey.pictures)
      call.member("parts", indexParts - 1)
      if let start = survey.passStartedAt { call.member("since", start.milliseconds) }
      call.array("numbers") { list in
        for (number, _) in largest.images { list.add(number) }
      }
    }
  }

  /// Adds an image that failed to the list.
  private mutating func note(_ entry: ManifestEntry) {
    guard case .failed(let reason)? = entry.reason, let address = entry.key.address,
      failures.count < GallerySurvey.failuresListed
    else { return }
    failures.append(
      .init(
        address: address, reason: reason, httpStatus: entry.httpStatus,
        page: entry.found.first?.page))
  }

  /// A short name for what was crawled: the host of the first seed, and the number of others.
  var site: String {
    let seeds = seeds
    guard let first = seeds.first else {
      return summary.hosts.count == 1 ? Self.host(summary.hosts[0].host) : "a list of addresses"
    }
    let host = Self.host(first)
    return seeds.count == 1 ? host : "\(host) and \(Readable.number(seeds.count - 1)) more"
  }

  /// The addresses of the seeds.
  var seeds: [String] {
    summary.options.lazy.filter { $0.name == "seed" }.map(\.value)
  }

  /// Returns the host and port of an address or origin.
  private static func host(_ address: String) -> String {
    let parts = address.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: true)
    return parts.count < 2 ? address : String(parts[1])
  }
}
