public import Addressing

/// One address in the frontier: what a worker takes, fetches, and reports done.
public struct Job: Sendable {
  /// What a job is for; it decides what happens with the bytes.
  public enum Kind: UInt8, Sendable, Hashable, CaseIterable {
    case page, stylesheet, image

    /// The kind of link that leads to such a job.
    public var linkKind: Link.Kind {
      switch self {
      case .page: .page
      case .stylesheet: .stylesheet
      case .image: .image
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
  /// Its place in the line of the journal; 0 where it has none.
  public var turn = 0
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
