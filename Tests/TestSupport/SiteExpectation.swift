/// What crawls of a test site must find: the content of its `expected.json`.
///
/// All addresses are paths (with query) on the site, in canonical form, or absolute where they lead
/// elsewhere. `fixtures/sites/README.md` explains the file.
public struct SiteExpectation: Decodable, Sendable {
  /// One crawl for each set of options worth a check; the first is the default crawl.
  public let runs: [Run]

  /// One crawl.
  public struct Run: Decodable, Sendable {
    /// A word for it.
    public let name: String
    /// The paths it starts from.
    public let seeds: [String]
    /// Its command-line options.
    public let options: [String]
    /// The exit code.
    public let exit: Int
    /// Images and their addresses.
    public let images: Images
    /// Pages, stylesheets and so on.
    public let pages: Pages
    /// The counts of the summary.
    public let totals: Totals
  }

  /// All images of a crawl.
  public struct Images: Decodable, Sendable {
    /// What is stored: one entry for each content.
    public let stored: [StoredImage]
    /// The addresses where no image could be had.
    public let failed: [Loss]
    /// The addresses that a rule left out.
    public let skipped: [Loss]
  }

  /// One content that is stored, and every address it is found at: one of them is `stored`, the
  /// others are `duplicate`; which is which is open.
  public struct StoredImage: Decodable, Sendable {
    /// The addresses, sorted.
    public let urls: [String]
    /// Where an address of the list leads by redirects.
    public let finalUrls: [String: String]?
    /// The digest of the content, in lower-case hexadecimal.
    public let sha256: String
    /// The length of the content.
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
    /// The fixed word of the reason.
    public let reason: String
  }

  /// All pages of a crawl.
  public struct Pages: Decodable, Sendable {
    /// What is fetched.
    public let fetched: [FetchedPage]
    /// The addresses that could not be fetched.
    public let failed: [Loss]
    /// The addresses that a rule left out.
    public let skipped: [Loss]
  }

  /// A page, stylesheet or the like that is fetched.
  public struct FetchedPage: Decodable, Sendable, Hashable {
    /// The address.
    public let url: String
    /// `page`, `stylesheet` and so on.
    public let kind: String
    /// The least number of links from a seed.
    public let depth: Int
    /// Where it leads by redirects.
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
    /// The length of all stored contents together.
    public let bytes: Int
  }

  /// Counts that reconcile: `discovered` is the sum of the others.
  public struct Counts: Decodable, Sendable {
    /// All addresses.
    public let discovered: Int
    /// Images with a content that is new.
    public let stored: Int?
    /// Images with a content that is stored already.
    public let duplicate: Int?
    /// Pages.
    public let fetched: Int?
    /// By reason.
    public let skipped: [String: Int]
    /// By reason.
    public let failed: [String: Int]
  }
}
