public import CrawlModel

/// Rules that may change while a crawl runs; they apply to everything that still waits.
public struct QueueRules: Sendable {
  /// What holds for an origin in place of the ``Politeness`` of the crawl.
  public struct Pace: Sendable, Hashable {
    /// The least time between two starts; `nil` for that of the crawl.
    public var delay: Duration?
    /// The most transfers in flight; `nil` for that of the crawl.
    public var transfers: Int?

    /// Makes a pace from its parts.
    public init(delay: Duration? = nil, transfers: Int? = nil) {
      self.delay = delay
      self.transfers = transfers
    }
  }

  /// The pace of all hosts.
  public var pace = Pace()
  /// The paces of single hosts by name; one that begins with a dot is that of all names below it.
  ///
  /// The nearest that says something of a matter counts.
  public var paces: [String: Pace] = [:]
  /// Why a job that waits must not be fetched; `nil` when nothing is against it.
  ///
  /// It is called with the frontier locked, and must be quick.
  public var objection: (@Sendable (Job, Request) -> Refusal?)?

  /// No rules.
  public init() {}

  /// What holds for a host.
  public func pace(of host: String) -> Pace {
    var found = paces[host] ?? Pace()
    var rest = host[...]
    while !paces.isEmpty, let dot = rest.dropFirst().firstIndex(of: ".") {
      rest = rest[dot...]
      guard let wider = paces[String(rest)] else { continue }
      found.delay = found.delay ?? wider.delay
      found.transfers = found.transfers ?? wider.transfers
    }
    found.delay = found.delay ?? pace.delay
    found.transfers = found.transfers ?? pace.transfers
    return found
  }
}
