public import CrawlModel

/// The settings of a crawl; all have defaults except the output folder.
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
  /// An address without a scheme begins with a host: a word with a dot or a port, or `localhost`. It
  /// is read as `https`. At the start of a crawl, a connection is tried; if there is none by `https`,
  /// or its certificate cannot be verified, and one by `http`, `http` is used, and
  /// `CrawlSummary.notes` says so. A crawl with ``headers``, with a password for a seed, or with a
  /// file of cookies keeps to `https`. Later runs in the same folder use the same scheme.
  public var seeds: [String]
  /// Image addresses to download without searching for others; the list of `magpie fetch`.
  public var imageList: [String] = []
  /// Whether the addresses of the list count as typed by the user.
  ///
  /// Otherwise they give no permissions: private addresses among them are skipped, and header
  /// lines, user names and passwords are sent to none of them. A list of one port of this machine
  /// always counts as typed.
  public var trustsList = false
  /// The output folder; created if it does not exist.
  public var output: String

  /// The number of worker threads; at least 1.
  public var threads = CrawlConfiguration.processorCount
  /// The maximum number of transfers in flight, over all threads; at least 1.
  public var transfers = 64
  /// The maximum number of transfers in flight at one host; at least 1.
  public var transfersPerHost = 6
  /// The maximum number of transfers in flight at one network address, over all its hosts; `nil`
  /// for twice the limit of one host, and no limit for the addresses of this machine.
  public var transfersPerAddress: Int?
  /// The maximum number of bytes of memory for documents, over all transfers and threads.
  ///
  /// A document that does not fit is kept in a file until it is read, and large documents are read
  /// one after the other. A crawl of millions of addresses takes more for what it knows of them.
  public var maximumMemory = 512_000_000
  /// The minimum time between the starts of two requests to one host.
  public var delay: Duration = .zero

  /// The maximum number of links between a seed and a page; `nil` for no limit.
  public var maximumDepth: Int?
  /// Which pages are followed.
  public var pageReach = PageReach.host
  /// Whether sitemaps are read: those named in robots.txt, and `/sitemap.xml`.
  ///
  /// The pages in a sitemap count as one link away from a seed; with a depth of 0 no sitemap is
  /// requested.
  public var readsSitemaps = true
  /// Which hosts images are fetched from.
  public var imageReach = ImageReach.any
  /// If there are any, a page must match one of these.
  public var includePages: [AddressPattern] = []
  /// Pages that match one of these are skipped.
  public var excludePages: [AddressPattern] = []
  /// If there are any, an image must match one of these.
  public var includeImages: [AddressPattern] = []
  /// Images that match one of these are skipped.
  public var excludeImages: [AddressPattern] = []

  /// Whether tracking parameters (`utm_*`, `fbclid` and similar) are removed from links.
  public var dropsTracking = false

  /// Whether pages in crawler traps are skipped: calendars, session identifiers and endless lists.
  public var avoidsTraps = true
  /// The maximum number of pages requested from one host.
  public var maximumPagesPerHost: Int?

  /// Decides for each image whether it is stored, after all other rules; `nil` accepts every image.
  ///
  /// It gets what the content says of the image, and the link that it was first found by. The caption
  /// of the link is known only for a `data:` image: one image is shown in many places, and they are in
  /// the records. It is called as soon as the size is known, so that the rest of a refused image is not
  /// transferred, and once more with the facts of the complete image. Several threads call it at the
  /// same time, and wait for it. A refused image is recorded as skipped, with `not-accepted`.
  public var accepts: (@Sendable (ImageFacts, Link) -> Bool)?
  /// The image formats to store, detected from the content.
  public var formats = Set(ImageFormat.allCases)
  /// The minimum width of an image in pixels.
  public var minimumWidth: Int?
  /// The minimum height of an image in pixels.
  public var minimumHeight: Int?
  /// The maximum number of pixels of an image, width times height.
  public var maximumPixels: Int?
  /// Whether images embedded in a page as `data:` addresses are also stored.
  public var takesDataImages = false
  /// Whether libxml2 parses all of a page, including parts without links; slower, with the same
  /// links found.
  public var readsPagesInFull = false

  /// Which of the candidates for one place in a page are fetched.
  public var variants = VariantChoice.all
  /// The minimum size of an image in bytes.
  public var minimumBytes: Int?
  /// The maximum size of an image in bytes.
  public var maximumBytes = 50_000_000

  /// The number of pages after which the crawl stops.
  public var maximumPages: Int?
  /// The number of images after which the crawl stops.
  public var maximumImages: Int?
  /// The number of bytes of images after which the crawl stops.
  public var maximumTotal: Int?
  /// The time after which the crawl stops.
  public var maximumTime: Duration?

  /// The maximum wait for a connection, for the first byte of a response, and between its bytes;
  /// the transfer of a document is also limited to ten times as long.
  public var timeout: Duration = .seconds(30)
  /// The number of retries after a temporary failure.
  public var retries = 3
  /// The pause before the first retry; each later one is twice as long.
  public var retryPause: Duration = .seconds(1)
  /// How long a host may be without a good answer before its waiting addresses are given up, once
  /// nothing else is left to do.
  public var hostPatience: Duration = .seconds(900)
  /// A file of certificates to trust in addition to the system's.
  public var certificates: CertificateFile?
  /// Whether certificates are verified.
  public var verifiesCertificates = true
  /// The `User-Agent` header, without the contact.
  public var userAgent = "magpie/\(MagpieVersion.current)"
  /// A URL or email address at which site owners can reach the user; appended to the
  /// `User-Agent` header as ` (+CONTACT)`.
  public var contact: Contact?
  /// Header lines such as `X-Token: 1`, sent to the seeds' origins only.
  public var headers: [RequestHeader] = []
  /// The maximum number of bytes received in a second, over all transfers.
  public var maximumRate: Int?
  /// The most that is added at random, anew for each request, to ``delay`` or to the crawl delay of
  /// robots.txt.
  public var randomDelay: Duration = .zero
  /// A `.netrc` file with names and passwords for the hosts of the seeds.
  public var netrcFile: String?
  /// Whether cookies are kept in memory for the crawl, and sent back to the sites that set them
  /// (RFC 6265bis).
  public var keepsCookies = true
  /// A `cookies.txt` with cookies to begin with.
  public var cookieFile: String?
  /// A file that gets the cookies at the end of a run, and is read at the beginning of the next.
  public var savedCookies: String?
  /// The `Accept-Language` header; `nil` for none.
  ///
  /// Unlike ``headers`` it is sent to every host.
  public var languages: LanguageList?
  /// The proxy; `nil` for none.
  public var proxy: Proxy?
  /// Whether addresses on this machine and private networks may be fetched.
  ///
  /// The host of a seed that is such an address is always allowed; a name, only if it was one when
  /// it was first resolved, and only at the ports of the seeds.
  public var allowsPrivateAddresses = false
  /// Where the crawl is shared with other machines; `nil` for a crawl of this one.
  public var frontier: FrontierAddress?
  /// The folders of other crawls; images that they have, by address or by content, are skipped.
  public var knownFolders: [String] = []
  /// The bucket in which images are stored; `nil` for the output folder.
  ///
  /// Everything else is in the output folder. The images are named by their digest, whatever
  /// ``layout`` says.
  public var store: StoreAddress?
  /// How long the crawl waits for a ``store`` that is away or busy; then it ends, and can be resumed.
  public var storePatience: Duration = .seconds(300)
  /// The number of threads that send images to the ``store``.
  var senders = 16
  /// How stored files are named.
  public var layout = FileLayout.site
  /// Whether a stored file gets the time that the server states in `Last-Modified`.
  public var setsFileTimes = true

  /// Whether what goes over the wire is archived in WARC files (ISO 28500), in the folder `warc`.
  public var archives = false
  /// The maximum size of a WARC file in bytes; only a single larger exchange exceeds it.
  public var maximumArchiveBytes = 1_000_000_000

  /// Whether robots.txt is obeyed (RFC 9309).
  public var obeysRobots = true
  /// Whether opt-outs from the use of images are obeyed or only recorded.
  public var optOuts = OptOutMode.archive
  /// Whether the crawl keeps a journal on disk, so that it can be resumed after any end.
  ///
  /// Otherwise the journal is in memory only. A later crawl into the same folder starts from the
  /// beginning, and does not know the records there as Magpie's: they are kept as `edited-…`.
  public var keepsJournal = true
  /// Whether a folder that the run has made is removed at the end if nothing was collected, because
  /// no seed could be fetched; `CrawlSummary.seedFailures` says why.
  public var removesUnusedFolder = false
  /// Whether only the failed addresses of an earlier crawl in the folder are requested again.
  public var retriesFailed = false

  /// Whether this is a dry run: observers receive each image that would be stored, and no folder is
  /// created.
  public var isDryRun = false

  /// Makes a configuration with the defaults.
  public init(seeds: [String] = [], output: String) {
    self.seeds = seeds
    self.output = output
  }
}
