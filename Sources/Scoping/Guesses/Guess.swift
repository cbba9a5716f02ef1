internal import Addressing
public import CrawlModel

/// A request whose address raises a doubt whether it brings what it is for: a page by the name of a
/// file, or an image that is only expected because the link to it is around a smaller one.
public struct Guess: Sendable {
  /// Addresses with something in common, which probably lead to the same kind of content.
  struct Group: Sendable {
    /// A number that identifies it.
    let key: UInt64
    /// The number of consecutive wrong guesses after which no more are made; for a site, the number
    /// of hosts without a right one.
    let patience: Int
    /// What its addresses have in common, in words.
    let words: String

    init(_ words: String, _ kind: String, patience: Int) {
      self.words = words
      self.patience = patience
      key = Fingerprint("\(kind) \(words)").value
    }
  }

  /// The groups that the address belongs to, the smallest first and the host last.
  let groups: [Group]
  /// All that the linking site expects to be images on other hosts; `nil` for a page.
  let site: Group?

  /// Returns the guess that a job is; `nil` if its address raises no doubt, or for a seed.
  public init?(_ job: Job) {
    guard let parent = job.parent else { return nil }
    if job.kind == .page, let name = DownloadName.fileExtension(of: job.address) {
      let (host, folder, section) = Self.places(of: job.address)
      groups = [
        Group("\(host)\(folder)*.\(name)", "folder", patience: 3),
        Group("\(host)\(section)*.\(name)", "section", patience: 6),
        Group("\(host)/*.\(name)", "host", patience: 12),
      ]
      site = nil
    } else if job.kind == .image, job.via?.role == .fullSize {
      let (host, folder, _) = Self.places(of: job.address)
      groups = [
        Group("\(host)\(folder)*", "image folder", patience: 3),
        Group("\(host)/*", "image host", patience: 12),
      ]
      site = Group("links of \(parent.host)", "site", patience: 16)
    } else {
      return nil
    }
  }

  /// The host with its port, and the patterns of the folder and of the first folder in the path.
  private static func places(
    of address: WebAddress
  ) -> (host: String, folder: String, section: String) {
    let folder = AddressPattern(address).folder
    let section = folder.dropFirst().firstIndex(of: "/").map { String(folder[...$0]) }
    return ("\(address.host):\(address.port)", folder, section ?? folder)
  }

  /// Whether an outcome shows that the guess was right; `nil` if it shows nothing.
  public func isRight(_ outcome: Outcome) -> Bool? {
    switch outcome {
    case .stored, .duplicate, .unchanged, .fetched, .skipped(.isImage): true
    // The rules for images are applied to what is one.
    case .skipped(.format), .skipped(.tooSmall), .skipped(.tooManyPixels), .skipped(.tooFewBytes),
      .skipped(.tooLarge), .skipped(.dryRun):
      site == nil ? nil : true
    case .redirected, .failed, .skipped(.notHTML), .skipped(.isPage), .skipped(.noImage): false
    case .gone, .aside, .skipped: nil
    }
  }
}
