public import Addressing

/// How a crawl ended, and its counts.
public struct CrawlSummary: Sendable, Hashable {
  /// How a crawl can end; the raw values are used in `summary.json`.
  public enum Ending: String, Sendable, Hashable, CaseIterable {
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
  /// Whether that problem is a shared frontier that cannot be reached.
  public var lostFrontier = false
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
  /// How the latest request for each policy file ended: robots.txt, and files with opt-outs.
  public var policies = PolicyAnswers()
  /// The options that were in force, by name.
  public var options: [Option]
  /// Whether anything was fetched that a seed led to: a page that was read, or an image.
  public var reachedSeed: Bool
  /// The number of seeds and listed images, and of redirect targets of seeds, that failed.
  public var failedSeeds: Int
  /// The number of seeds that were not read, because they or their redirect targets failed or were
  /// left out.
  public var unreadSeeds: Int
  /// The first of those, and why.
  public var seedFailures: [SeedFailure]
  /// The first of the seeds that redirect to another page, which was read.
  public var seedRedirects: [SeedRedirect] = []
  /// The number of pages that scripts seem to fill in, if there is no image.
  public var pagesFilledByScripts: Int
  /// Whether certificates were verified.
  public var verifiedCertificates: Bool

  /// What was there when the run began.
  public var start: RunStart
  /// What the run has done; the counts above are those of the folder.
  public var run: RunCounts

  /// Whether the crawl ended by itself and neither this run nor an earlier one has anything.
  public var collectedNothing: Bool { ending == .complete && !reachedSeed && bytes == 0 }

  /// Whether the folder has images.
  public var hasImages: Bool { images.taken + images.duplicate + images.unchanged > 0 }

  /// The failures by reason, images before documents, the largest group first.
  public var failureGroups: [FailureGroup]
  /// What changed since the previous crawl; `nil` for a first crawl.
  public var refresh: RefreshCounts?
  /// The first images of each kind that changed since the previous crawl.
  public var changes: [ImageChange] = []
  /// Additional notes for the user, one sentence each.
  public var notes: [String]
  /// Whether the records are in the output folder; not after a dry run, not if the folder was
  /// removed because nothing was collected, and not if it was moved away.
  public var hasRecords = true

  /// The maximum number of images of each kind of change in a summary.
  public static let changesListed = 10
  /// The failures that are listed, as examples of their groups; the records have all of them.
  public var failures: [Failure] { failureGroups.flatMap(\.examples) }

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
    /// What exactly went wrong; `nil` if the reason says all.
    public var error: String?

    /// Makes a failure from its parts.
    public init(
      address: WebAddress, reason: FailureReason, httpStatus: Int?, page: WebAddress?,
      error: String? = nil
    ) {
      self.address = address
      self.reason = reason
      self.httpStatus = httpStatus
      self.page = page
      self.error = error
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
    options: [Option] = [], reachedSeed: Bool, failedSeeds: Int = 0,
    unreadSeeds: Int = 0, seedFailures: [SeedFailure] = [], pagesFilledByScripts: Int = 0,
    start: RunStart = RunStart(), run: RunCounts = RunCounts(),
    verifiedCertificates: Bool = true,
    failureGroups: [FailureGroup] = [], refresh: RefreshCounts? = nil, notes: [String] = []
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
    self.failedSeeds = failedSeeds
    self.unreadSeeds = unreadSeeds
    self.seedFailures = seedFailures
    self.pagesFilledByScripts = pagesFilledByScripts
    self.start = start
    self.run = run
    self.verifiedCertificates = verifiedCertificates
    self.failureGroups = failureGroups
    self.refresh = refresh
    self.notes = notes
  }
}
