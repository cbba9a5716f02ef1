public import Addressing
public import CrawlModel

/// Rules that may change while a crawl runs; they apply to everything that still waits.
public struct QueueRules: Sendable {
  /// Limits for an origin that replace the ``Politeness`` of the crawl.
  public struct Pace: Sendable, Hashable {
    /// The minimum time between two requests; `nil` for that of the crawl.
    public var delay: Duration?
    /// The maximum number of transfers in flight; `nil` for that of the crawl.
    public var transfers: Int?

    /// Makes a pace from its parts.
    public init(delay: Duration? = nil, transfers: Int? = nil) {
      self.delay = delay
      self.transfers = transfers
    }
  }

  /// Returns why a waiting job must not be fetched; `nil` if it may be.
  ///
  /// It is called with the frontier locked, and must be fast.
  public typealias Objection = @Sendable (Job, Request) -> Refusal?

  /// Returns why nothing may be requested at an origin; `nil` if it may.
  public typealias Bar = @Sendable (Origin) -> Refusal?

  /// The pace of all hosts.
  public var pace = Pace()
  /// The paces of single hosts by name; a name that begins with a dot applies to all names below
  /// it.
  ///
  /// For each setting, the most specific entry that has a value wins.
  public var paces: [String: Pace] = [:]
  /// The objection to single jobs, if there is any.
  public var objection: Objection?
  /// What bars whole origins: nothing is requested there, not even robots.txt.
  public var bar: Bar?

  /// Makes rules that change nothing.
  public init() {}

  /// Returns these rules with more objections, which are asked after those that there are, and with
  /// a bar.
  public func adding(_ objections: [Objection], barring bar: Bar? = nil) -> QueueRules {
    var all = self
    all.bar = bar ?? self.bar
    all.objection = { [objection] job, request in
      if let refusal = objection?(job, request) { return refusal }
      for other in objections {
        if let refusal = other(job, request) { return refusal }
      }
      return nil
    }
    return all
  }

  /// Returns the pace of a host.
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
