/// What one run of a crawl has done so far; no number ever decreases.
public struct RunCounts: Sendable, Hashable {
  /// The number of addresses that are done.
  public var done = 0
  /// The number of images that had waited when the run began, and are done.
  public var imagesChecked = 0
  /// The number of documents that had waited when the run began, and are done.
  public var pagesChecked = 0
  /// The number of probes that had waited when the run began, and found nothing again.
  public var probesChecked = 0
  /// The number of documents that were fetched.
  public var pages = 0
  /// The number of images that were stored in a file of their own.
  public var stored = 0
  /// The number of images whose bytes were stored already.
  public var duplicate = 0
  /// The number of images at addresses that had none before.
  public var new = 0
  /// The number of images whose content had changed.
  public var changed = 0
  /// The number of images that no longer exist.
  public var gone = 0
  /// The number of images and documents that failed.
  public var failed = 0
  /// The number of bytes that were stored.
  public var bytes = 0

  /// Makes counts of zero.
  public init() {}

  /// The number of addresses that had waited when the run began, and are done.
  public var checked: Int { imagesChecked + pagesChecked + probesChecked }

  /// Counts an address that is done.
  ///
  /// - Parameters:
  ///   - outcome: its outcome.
  ///   - isImage: whether it is an image; otherwise a document.
  ///   - earlier: what an earlier run stored for it.
  ///   - hadWaited: whether it waited when the run began.
  public mutating func add(
    _ outcome: Outcome, isImage: Bool, earlier: StoredContent? = nil, hadWaited: Bool = false
  ) {
    done += 1
    if hadWaited {
      if outcome == .aside {
        probesChecked += 1
      } else if isImage {
        imagesChecked += 1
      } else {
        pagesChecked += 1
      }
    }
    switch outcome {
    case .fetched, .redirected: pages += 1
    case .stored(let content):
      stored += 1
      // A file that was lost and is there again is no change.
      if content.sha256 != earlier?.sha256 { bytes += content.bytes }
      add(content, earlier)
    case .duplicate(let content):
      duplicate += 1
      add(content, earlier)
    case .gone: if isImage { gone += 1 }
    case .failed: failed += 1
    case .unchanged, .aside, .skipped: break
    }
  }

  private mutating func add(_ content: StoredContent, _ earlier: StoredContent?) {
    guard let earlier else {
      new += 1
      return
    }
    if content.sha256 != earlier.sha256 { changed += 1 }
  }
}
