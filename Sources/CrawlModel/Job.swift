public import Addressing

/// One address in the frontier: what a worker takes, fetches, and reports done.
public struct Job: Sendable {
  /// What a job is for; it decides what happens with the bytes.
  ///
  /// The raw values stand in the files of a crawl and never change.
  public enum Kind: UInt8, Sendable, Hashable, CaseIterable {
    case page = 0
    case stylesheet = 1
    case image = 2
    case feed = 3
    case sitemap = 4
    case manifest = 5
    /// The robots.txt of an origin.
    case robots = 6
    /// A file in which an origin says what its content may be used for.
    case optOuts = 7

    /// The kind of job that a link leads to.
    public init(_ link: Link.Kind) {
      self =
        switch link {
        case .page: .page
        case .stylesheet: .stylesheet
        case .image: .image
        case .feed: .feed
        case .sitemap: .sitemap
        case .manifest: .manifest
        }
    }

    /// Whether it is a file that an origin has for crawlers alone.
    public var isForCrawlers: Bool { self == .robots || self == .optOuts }

    /// The kind of link that leads to such a job.
    public var linkKind: Link.Kind {
      switch self {
      case .page: .page
      case .stylesheet: .stylesheet
      case .image: .image
      case .feed: .feed
      // No document links to the files for crawlers; robots.txt is read for its sitemaps.
      case .sitemap, .robots, .optOuts: .sitemap
      case .manifest: .manifest
      }
    }
  }

  /// The address it is known and recorded by.
  public let address: WebAddress
  /// What it is for.
  public let kind: Kind
  /// How many links lie between it and a seed; an image or stylesheet has its page's depth.
  public let depth: Int
  /// The document it was first found in; `nil` for a seed.
  public let parent: WebAddress?
  /// How it was first found there; `nil` for a seed.
  public let via: Via?
  /// What is requested now: `address` itself, or where a redirect has led.
  public var target: WebAddress
  /// How many redirects lie between `address` and `target`.
  public var hops: Int
  /// How often `target` has been tried in vain.
  public var attempts: Int
  /// The number of its record in the journal; 0 where it has none.
  public var record = 0
  /// What keeps it from being fetched, found out when its turn came; it is reported done at once.
  public var refusal: Refusal?
  /// Its place in the line of the journal; 0 where it has none.
  public var turn = 0
  /// What the files of its origin say against taking it, found out when its turn came.
  public var optOuts: [OptOut] = []
  /// What its transfer told of the server, for the pace there; `nil` before.
  public var server: ServerSign?
  /// What an earlier run of the crawl knows of the address; `nil` where it was never asked.
  public var earlier: EarlierVisit?

  /// Makes a job that has not been tried.
  ///
  /// - Parameters:
  ///   - address: what it is known and recorded by, and requested first.
  ///   - kind: what it is for.
  ///   - depth: how many links lie between it and a seed.
  ///   - parent: the document it was found in; `nil` for a seed.
  ///   - via: how it was found there; `nil` for a seed.
  ///   - hops: redirects that led here, for a page that another page redirects to.
  public init(
    address: WebAddress, kind: Kind, depth: Int = 0, parent: WebAddress? = nil, via: Via? = nil,
    hops: Int = 0
  ) {
    self.address = address
    self.kind = kind
    self.depth = depth
    self.parent = parent
    self.via = via
    self.target = address
    self.hops = hops
    self.attempts = 0
  }
}

extension Job {
  /// Whether nobody but the crawl itself asks for it, on the chance that it is there: a robots.txt,
  /// a sitemap at its usual place.
  ///
  /// What is not there was never discovered, so it is in no books and no list, and nothing failed.
  public var isAside: Bool { kind.isForCrawlers || via?.role == .probe }
}

extension Job: Hashable {
  /// Whether two jobs ask for the same; where their records stand makes no difference.
  public static func == (left: Job, right: Job) -> Bool {
    left.kind == right.kind && left.address == right.address && left.target == right.target
      && left.depth == right.depth && left.hops == right.hops && left.attempts == right.attempts
      && left.parent == right.parent && left.via == right.via
  }

  /// Feeds what tells most jobs apart to a hasher.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(kind)
    hasher.combine(address)
  }
}
