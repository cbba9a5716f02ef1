import Addressing
public import CrawlModel

/// What a gallery must know of all entries before its first page: the number of images, duplicates
/// and failures.
///
/// It reads the entries one by one and keeps a bounded part of them.
public struct GallerySurvey: Sendable {
  /// The maximum number of files whose duplicates are counted separately.
  public static let duplicatesCounted = 1 << 16
  /// The maximum number of failed addresses listed; the manifests have all of them.
  public static let failuresListed = 1000

  /// The number of entries shown as images.
  public private(set) var pictures = 0
  /// The number of failed addresses, documents and images together.
  public private(set) var failed = 0
  /// When the present pass over the addresses began; `nil` in the first one.
  public var passStartedAt: Timestamp?
  /// Whether the crawl is still running, so that there will be more.
  public var isRunning = false
  /// The documents that failed.
  private(set) var failures: [CrawlSummary.Failure] = []
  private(set) var latest: Timestamp?
  private(set) var title: String?
  // Keyed by the fingerprint of the file's name, to save memory.
  private var duplicates: [Fingerprint: Int] = [:]

  /// Creates an empty survey.
  public init() {}

  /// Adds a document.
  public mutating func add(_ page: PageEntry) {
    see(page.fetchedAt)
    if title == nil, page.depth == 0, page.kind == .page, let words = page.title.nonBlank {
      title = words
    }
    guard case .failed(let reason)? = page.reason else { return }
    failed += 1
    guard failures.count < Self.failuresListed else { return }
    failures.append(
      .init(
        address: page.address, reason: reason, httpStatus: page.httpStatus, page: page.parent))
  }

  /// Adds an image.
  public mutating func add(_ image: ImageOutcome) {
    see(image.fetchedAt)
    if image.isShown { pictures += 1 }
    if image.status == .duplicate, let file = image.file {
      let key = Fingerprint(file)
      if duplicates[key] != nil || duplicates.count < Self.duplicatesCounted {
        duplicates[key, default: 0] += 1
      }
    }
    if image.status == .failed { failed += 1 }
  }

  /// Returns how many other addresses have the bytes of a file.
  func duplicates(of file: String) -> Int { duplicates[Fingerprint(file)] ?? 0 }

  private mutating func see(_ moment: Timestamp?) {
    guard let moment else { return }
    latest = latest.map { max($0, moment) } ?? moment
  }
}

extension ImageOutcome {
  /// Whether the gallery shows an image for it; the file of a duplicate is shown with the first
  /// address that had it.
  ///
  /// One that failed or was skipped has the file of an earlier run, if it has one.
  var isShown: Bool { status != .duplicate && file != nil }
}

extension String? {
  /// The text; `nil` if it is only white space.
  var nonBlank: String? {
    guard let text = self, let first = text.utf8.first else { return nil }
    // If it begins with an ASCII letter, digit or symbol, it is not blank.
    if first > 0x20, first < 0x7F { return text }
    return text.contains { !$0.isWhitespace } ? text : nil
  }
}
