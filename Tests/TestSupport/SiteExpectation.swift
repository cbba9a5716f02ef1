/// What crawls of a test site must find: the content of its `expected.json`.
///
/// All addresses are paths (with query) on the site, in canonical form, or absolute if they are
/// elsewhere. `fixtures/sites/README.md` explains the file.
public struct SiteExpectation: Decodable, Sendable {
  /// One crawl for each set of options to check; the first is the default crawl.
  public let runs: [Run]

  /// One crawl.
  public struct Run: Decodable, Sendable {
    /// Its name.
    public let name: String
    /// The paths it starts from.
    public let seeds: [String]
    /// Its command-line options.
    public let options: [String]
    /// The exit code.
    public let exit: Int
    /// Images and their addresses.
    public let images: Images
    /// Pages, style sheets and so on.
    public let pages: Pages
    /// The counts of the summary.
    public let totals: Totals
  }

  /// All images of a crawl.
  public struct Images: Decodable, Sendable {
    /// The stored images: one entry per content.
    public let stored: [StoredImage]
    /// The addresses of images that failed.
    public let failed: [Loss]
    /// The addresses skipped by a rule.
    public let skipped: [Loss]
  }

  /// One stored content with all its addresses: one of them is `stored`, the others are
  /// `duplicate`, in any order.
  public struct StoredImage: Decodable, Sendable {
    /// The addresses, sorted.
    public let urls: [String]
    /// The targets of addresses that redirect.
    public let finalUrls: [String: String]?
    /// The digest of the content, in lower-case hexadecimal.
    public let sha256: String
    /// The size of the content in bytes.
    public let bytes: Int
    /// The format, by content.
    public let format: String
    /// Width in pixels.
    public let width: Int
    /// Height in pixels.
    public let height: Int

    enum CodingKeys: String, CodingKey {
      case urls, sha256, bytes, format, width, height
      case finalUrls = "final_urls"
    }
  }

  /// An address that is not stored or fetched, and why.
  public struct Loss: Decodable, Sendable, Hashable {
    /// The address.
    public let url: String
    /// The word of the reason.
    public let reason: String
  }

  /// All pages of a crawl.
  public struct Pages: Decodable, Sendable {
    /// The fetched pages.
    public let fetched: [FetchedPage]
    /// The addresses that could not be fetched.
    public let failed: [Loss]
    /// The addresses skipped by a rule.
    public let skipped: [Loss]
  }

  /// A fetched page, style sheet or the like.
  public struct FetchedPage: Decodable, Sendable, Hashable {
    /// The address.
    public let url: String
    /// `page`, `stylesheet` and so on.
    public let kind: String
    /// The minimum number of links from a seed.
    public let depth: Int
    /// The target of its redirects.
    public let finalUrl: String?

    enum CodingKeys: String, CodingKey {
      case url, kind, depth
      case finalUrl = "final_url"
    }
  }

  /// The counts of `summary.json`.
  public struct Totals: Decodable, Sendable {
    /// Addresses of images.
    public let images: Counts
    /// Addresses of pages.
    public let pages: Counts
    /// The total size of all stored contents in bytes.
    public let bytes: Int
  }

  /// Counts that reconcile: `discovered` is the sum of the others.
  public struct Counts: Decodable, Sendable {
    /// All addresses.
    public let discovered: Int
    /// Images with new content.
    public let stored: Int?
    /// Images with content that is already stored.
    public let duplicate: Int?
    /// Pages.
    public let fetched: Int?
    /// By reason.
    public let skipped: [String: Int]
    /// By reason.
    public let failed: [String: Int]
  }
}
