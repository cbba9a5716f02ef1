public import CrawlModel

/// All that is to be said about a crawl before it starts; every part has a sound default.
///
/// ```swift
/// var configuration = CrawlConfiguration(seeds: ["https://example.com/"], output: "birds")
/// configuration.maximumDepth = 2
/// configuration.formats = [.jpeg, .png]
/// let summary = try Crawl(configuration).run()
/// ```
public struct CrawlConfiguration: Sendable {
  /// The addresses to start from.
  ///
  /// One without a scheme is taken as `https`.
  public var seeds: [String]
  /// Image addresses to download without looking for others; the list of `magpie fetch`.
  public var imageList: [String] = []
  /// The folder where everything goes; made when it is missing.
  public var output: String

  /// Worker threads; at least 1.
  public var threads = CrawlConfiguration.processorCount
  /// Transfers in flight, all threads together; at least 1.
  public var transfers = 64
  /// Transfers in flight at one host; at least 1.
  public var transfersPerHost = 6
  /// Transfers in flight at one network address, all hosts there together; `nil` for twice as many
  /// as at one host, and for no limit at the addresses of this machine itself.
  public var transfersPerAddress: Int?
  /// The least time between two starts at one host.
  public var delay: Duration = .zero

  /// How many links a page may be away from a seed; `nil` for no limit.
  public var maximumDepth: Int?
  /// Which pages are followed.
  public var pageReach = PageReach.host
  /// Whether the sitemaps are read that robots.txt names or that lie at `/sitemap.xml`.
  ///
  /// Sitemaps list pages, which are a link away from a seed; with a depth of 0 none is looked for.
  public var readsSitemaps = true
  /// From where images are taken.
  public var imageReach = ImageReach.any
  /// Regular expressions in RE2's syntax; a page must match one of them, if there are any.
  public var includePages: [String] = []
  /// Pages that match one of these are left out.
  public var excludePages: [String] = []
  /// Images must match one of these, if there are any.
  public var includeImages: [String] = []
  /// Images that match one of these are left out.
  public var excludeImages: [String] = []

  /// Whether parameters of addresses that only follow visitors (`utm_*`, `fbclid` and kin) are
  /// dropped from links.
  public var dropsTracking = false

  /// Whether pages are left out that belong to a part of a site without end: calendars, sessions,
  /// lists that go on for ever.
  public var avoidsTraps = true
  /// The most pages that one host is asked for.
  public var maximumPagesPerHost: Int?

  /// The formats that are wanted, judged by content.
  public var formats = Set(ImageFormat.allCases)
  /// The minimum width of an image in pixels.
  public var minimumWidth: Int?
  /// The minimum height of an image in pixels.
  public var minimumHeight: Int?
  /// The maximum number of pixels of an image, width times height.
  public var maximumPixels: Int?
  /// Whether images are also stored that stand in a page itself, as `data:` addresses.
  public var takesDataImages = false
  /// Whether libxml2 reads all of a page, also what cannot matter; finds the same links, slower.
  public var readsPagesInFull = false

  /// Which of the candidates for one place of a page are taken.
  public var variants = VariantChoice.all
  /// The minimum size of an image in bytes.
  public var minimumBytes: Int?
  /// The maximum size of an image in bytes.
  public var maximumBytes = 50_000_000

  /// Stop after so many pages.
  public var maximumPages: Int?
  /// Stop after so many images.
  public var maximumImages: Int?
  /// Stop after so many bytes of images.
  public var maximumTotal: Int?
  /// Stop after so long.
  public var maximumTime: Duration?

  /// The longest that one transfer may take.
  public var timeout: Duration = .seconds(30)
  /// The number of retries after a temporary failure.
  public var retries = 3
  /// The pause before the first retry; each later one is twice as long.
  public var retryPause: Duration = .seconds(1)
  /// A file of certificates to trust beside the system's.
  public var certificates: String?
  /// Whether certificates are verified.
  public var verifiesCertificates = true
  /// The `User-Agent` header, without the contact.
  public var userAgent = "magpie/\(MagpieVersion.current)"
  /// A URL or mail address where the owner of a site can reach the user; appended to the
  /// `User-Agent` header as ` (+CONTACT)`.
  public var contact: String?
  /// Header lines such as `X-Token: 1`, sent to the seeds' origins only.
  public var headers: [String] = []
  /// A proxy's address; `nil` for none, whatever the environment says.
  ///
  /// With a proxy, it is the proxy that resolves names and decides which networks are reached.
  public var proxy: String?
  /// Whether addresses on this machine and private networks may be fetched.
  ///
  /// The host of a seed always may.
  public var allowsPrivateAddresses = false
  /// How stored files are named.
  public var layout = FileLayout.site

  /// Whether robots.txt is obeyed (RFC 9309).
  public var obeysRobots = true
  /// Whether what owners say against the use of images is only recorded, or obeyed.
  public var optOuts = OptOutMode.archive
  /// Whether the crawl keeps a journal, so that it can go on after any end; without one it is in
  /// memory only and a later crawl into the same folder starts anew.
  public var keepsJournal = true
  /// Whether of an earlier crawl in the folder only what failed is asked again.
  public var retriesFailed = false

  /// Whether images are only looked at, not stored: observers hear of each that would be, and no
  /// folder is made.
  public var isDryRun = false

  /// Makes a configuration with the defaults.
  public init(seeds: [String] = [], output: String) {
    self.seeds = seeds
    self.output = output
  }
}
