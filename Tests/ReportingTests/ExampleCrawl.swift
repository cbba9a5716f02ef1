import Addressing
import CrawlModel
import Reporting

/// A crawl constructed for a test, and its gallery pages.
struct ExampleCrawl {
  var images: [ManifestEntry] = []
  var pages: [PageEntry] = []
  var ending = CrawlSummary.Ending.complete
  var seeds = ["https://birds.example/"]
  var passStartedAt: Timestamp?

  /// Adds a stored image.
  @discardableResult
  mutating func store(
    _ address: String, as file: String, format: ImageFormat = .png, width: Int? = 640,
    height: Int? = 480, bytes: Int = 12_345, caption: Caption = Caption(),
    on found: [String] = ["https://birds.example/album"]
  ) throws -> WebAddress {
    let address = try WebAddress(address)
    images.append(
      ManifestEntry(
        key: .address(address), status: .stored, file: file, bytes: bytes, format: format,
        width: width,
        height: height, fetchedAt: Timestamp(seconds: 1_772_355_900),
        found: try found.map {
          FoundReference(
            page: try WebAddress($0), via: Via("img[src]", .embedded), caption: caption)
        }))
    return address
  }

  var summary: CrawlSummary {
    var imageTally = Tally()
    for image in images {
      switch (image.status, image.reason) {
      case (_, .skipped(let reason)?): imageTally.discover(as: .skipped(reason))
      case (_, .failed(let reason)?): imageTally.discover(as: .failed(reason))
      case (.duplicate, _): imageTally.discover(as: .duplicate)
      case (.pending, _): imageTally.discover(as: .pending)
      default: imageTally.discover(as: .taken)
      }
    }
    var pageTally = Tally()
    for page in pages {
      if case .failed(let reason)? = page.reason {
        pageTally.discover(as: .failed(reason))
      } else {
        pageTally.discover(as: .taken)
      }
    }
    return CrawlSummary(
      ending: ending, images: imageTally, pages: pageTally,
      bytes: images.reduce(0) { $0 + ($1.bytes ?? 0) }, elapsed: .seconds(3),
      options: seeds.map { .init("seed", $0) }, reachedSeed: true)
  }

  /// The texts of all the pages.
  var texts: [String] { files.pages }

  /// The texts of the pages, and of the files of the index.
  var files: (pages: [String], index: [String]) {
    var survey = GallerySurvey()
    survey.passStartedAt = passStartedAt
    for page in pages { survey.add(page) }
    for image in images { survey.add(image.outcome) }
    var gallery = Gallery(of: summary, survey)
    var entries = images.makeIterator()
    var index: [String] = []
    let pages = (1...gallery.pageCount).map { number in
      var bytes: [UInt8] = []
      gallery.writePage(number) {
        entries.next()
      } to: { piece in
        for index in piece.indices { bytes.append(piece[index]) }
      }
      index.append(String(decoding: gallery.indexOfPage(), as: UTF8.self))
      return String(decoding: bytes, as: UTF8.self)
    }
    let first = gallery.indexParts > 0 ? [gallery.firstIndexPart()] : []
    return (pages, first.map { String(decoding: $0, as: UTF8.self) } + index)
  }

  /// The pages, parsed strictly.
  func read() throws -> [StrictHTML] { try texts.map(StrictHTML.init) }
}
