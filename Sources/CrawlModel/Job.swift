public import Addressing

/// What to fetch, and nothing else: the same on every machine and in every run.
///
/// How to make an attempt is its ``Request``; where its records are is its ``Ticket``.
public struct Job: Sendable, Hashable, Codable {
  /// What a job is for; it decides how the bytes are processed.
  ///
  /// The raw values are used in the files of a crawl and never change.
  public enum Kind: UInt8, Sendable, Hashable, Codable, CaseIterable {
    /// A page, whose links are followed.
    case page = 0
    /// A style sheet, which may refer to images.
    case stylesheet = 1
    /// An image.
    case image = 2
    /// A feed: RSS, Atom or JSON Feed.
    case feed = 3
    /// A sitemap or an index of sitemaps.
    case sitemap = 4
    /// A web app manifest or another description of a site or page.
    case manifest = 5
    /// The robots.txt of an origin.
    case robots = 6
    /// A file in which an origin states how its content may be used.
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

    /// Whether it is a file that an origin provides only for crawlers.
    public var isForCrawlers: Bool { self == .robots || self == .optOuts }

    /// Whether it is a document that is no page and is not read for its text, but for what pages
    /// need or where they are: a style sheet, a description or a sitemap.
    public var isForPages: Bool { self == .stylesheet || self == .manifest || self == .sitemap }

    /// Whether it is a document of the site, which may refer to any number of other addresses.
    public var isDocument: Bool { self != .image && !isForCrawlers }

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

  /// The address it is identified and recorded by.
  public let address: WebAddress
  /// What it is for.
  public let kind: Kind
  /// The number of links between a seed and it; an image or stylesheet has its page's depth.
  public let depth: Int
  /// The document it was first found in; `nil` for a seed.
  public let parent: WebAddress?
  /// How it was first found there; `nil` for a seed.
  public let via: Via?
  /// The number of page redirects that led here, and of the frames of other hosts that contain
  /// each other; 0 for a job that was found neither by a redirect nor in such a frame.
  ///
  /// For a document that ``Kind/isForPages``, the number of such documents that it is nested in.
  public let hops: Int
  /// How much of the address of `parent` the request tells; `nil` for the standard policy.
  public let referrerPolicy: ReferrerPolicy?

  /// Makes a job.
  ///
  /// - Parameters:
  ///   - address: the address it is identified and recorded by.
  ///   - kind: what it is for.
  ///   - depth: the number of links between a seed and it; at least 0.
  ///   - parent: the document it was found in; `nil` for a seed.
  ///   - via: how it was found there; `nil` for a seed.
  ///   - hops: the number of page redirects, frames of other hosts or nested documents that led
  ///     here.
  ///   - referrerPolicy: how much of the address of `parent` the request tells.
  public init(
    address: WebAddress, kind: Kind, depth: Int = 0, parent: WebAddress? = nil, via: Via? = nil,
    hops: Int = 0, referrerPolicy: ReferrerPolicy? = nil
  ) {
    self.address = address
    self.kind = kind
    self.depth = depth
    self.parent = parent
    self.via = via
    self.hops = hops
    self.referrerPolicy = referrerPolicy
  }
}

extension Job {
  /// Whether it is a probe: a request that the crawl makes on its own account, for a robots.txt or
  /// for a sitemap at its usual place.
  ///
  /// A probe is counted and listed only once something was found there.
  public var isProbe: Bool { kind.isForCrawlers || via?.role == .probe }
}
