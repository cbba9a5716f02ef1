import Addressing
public import CrawlModel

/// What a gallery has to know of all entries before it can show the first: how many pictures there
/// are, which have duplicates, and how many failed.
///
/// Takes the entries one by one and keeps a bounded part of what it sees.
public struct GallerySurvey: Sendable {
  /// The most files whose duplicates are counted one by one; of others the sum alone is shown.
  public static let duplicatesCounted = 1 << 16
  /// The most failed addresses that are listed; the manifests have them all.
  public static let failuresListed = 1000

  /// How many entries are shown as pictures.
  public private(set) var pictures = 0
  /// How many addresses failed, documents and images together.
  public private(set) var failed = 0
  /// The documents that failed.
  private(set) var failures: [CrawlSummary.Failure] = []
  private(set) var latest: Timestamp?
  private(set) var title: String?
  // By the fingerprint of the file's name: a number in place of a string.
  private var duplicates: [Fingerprint: Int] = [:]

  /// Starts with nothing.
  public init() {}

  /// Takes note of a document.
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

  /// Takes note of an image.
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

  /// How many other addresses have the bytes of a file.
  func duplicates(of file: String) -> Int { duplicates[Fingerprint(file)] ?? 0 }

  private mutating func see(_ moment: Timestamp?) {
    guard let moment else { return }
    latest = latest.map { max($0, moment) } ?? moment
  }
}

extension ImageOutcome {
  /// Whether a gallery has a picture for it; the file of a duplicate is shown with the address that
  /// had it first.
  var isShown: Bool {
    switch status {
    case .stored, .unchanged, .gone: file != nil
    case .duplicate, .skipped, .failed, .pending: false
    }
  }
}

extension String? {
  /// The text; `nil` also where it is nothing but white space.
  var nonBlank: String? {
    guard let text = self, let first = text.utf8.first else { return nil }
    // A letter, digit or mark of ASCII at the beginning says it already.
    if first > 0x20, first < 0x7F { return text }
    return text.contains { !$0.isWhitespace } ? text : nil
  }
}
