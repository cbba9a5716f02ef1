public import Addressing

/// How a crawl ended, and its counts.
public struct CrawlSummary: Sendable, Hashable {
  /// How a crawl can end; the raw values are used in `summary.json`.
  public enum Ending: String, Sendable, Hashable {
    /// Everything that was discovered is done.
    case complete
    /// A limit of the whole crawl was reached first.
    case limit
    /// The user or the system stopped it.
    case interrupted
    /// A problem with the disk or the output folder stopped it.
    case error
  }

  /// How it ended.
  public var ending: Ending
  /// The limit that ended it.
  public var limit: CrawlLimit?
  /// The problem that stopped it.
  public var trouble: String?
  /// The counts of the images.
  public var images: Tally
  /// The counts of pages and style sheets.
  public var pages: Tally
  /// Bytes of all images stored.
  public var bytes: Int
  /// How long it took.
  public var elapsed: Duration
  /// What was requested of each origin.
  public var hosts: [HostStatistics]
  /// The options that were in force, by name.
  public var options: [Option]
  /// Whether the seeds led to anything except redirects out of the scope.
  public var reachedSeed: Bool
  /// Out-of-scope targets of redirects of seeds, so that the user can start there.
  public var redirectedOutOfScope: [WebAddress]
  /// Whether certificates were verified.
  public var verifiedCertificates: Bool

  /// What was there when the run began.
  public var start: RunStart
  /// What the run has done; the counts above are those of the folder.
  public var run: RunCounts

  /// The first failures, pages before images.
  public var failures: [Failure]
  /// What changed since the previous crawl; `nil` for a first crawl.
  public var refresh: RefreshCounts?
  /// Additional notes for the user, one sentence each.
  public var notes: [String]

  /// The maximum number of failures in a summary; the manifest has all of them.
  public static let failuresListed = 10

  /// An address that failed.
  public struct Failure: Sendable, Hashable {
    /// The address.
    public var address: WebAddress
    /// What went wrong.
    public var reason: FailureReason
    /// The status of the last response.
    public var httpStatus: Int?
    /// A document that refers to it.
    public var page: WebAddress?

    /// Makes a failure from its parts.
    public init(
      address: WebAddress, reason: FailureReason, httpStatus: Int?, page: WebAddress?
    ) {
      self.address = address
      self.reason = reason
      self.httpStatus = httpStatus
      self.page = page
    }
  }

  /// An option that was in force.
  public struct Option: Sendable, Hashable {
    /// Its name, as on the command line without the dashes.
    public var name: String
    /// Its value.
    public var value: String
    /// Whether it can be given several times; its values are written as a list.
    public var isRepeatable: Bool

    /// Makes an option from its parts.
    public init(_ name: String, _ value: String, isRepeatable: Bool = false) {
      self.name = name
      self.value = value
      self.isRepeatable = isRepeatable
    }
  }

  /// Makes a summary from its parts.
  public init(
    ending: Ending, limit: CrawlLimit? = nil, trouble: String? = nil, images: Tally,
    pages: Tally, bytes: Int, elapsed: Duration, hosts: [HostStatistics] = [],
    options: [Option] = [], reachedSeed: Bool, redirectedOutOfScope: [WebAddress] = [],
    start: RunStart = RunStart(), run: RunCounts = RunCounts(),
    verifiedCertificates: Bool = true,
    failures: [Failure] = [], refresh: RefreshCounts? = nil, notes: [String] = []
  ) {
    self.ending = ending
    self.limit = limit
    self.trouble = trouble
    self.images = images
    self.pages = pages
    self.bytes = bytes
    self.elapsed = elapsed
    self.hosts = hosts
    self.options = options
    self.reachedSeed = reachedSeed
    self.redirectedOutOfScope = redirectedOutOfScope
    self.start = start
    self.run = run
    self.verifiedCertificates = verifiedCertificates
    self.failures = failures
    self.refresh = refresh
    self.notes = notes
  }
}
