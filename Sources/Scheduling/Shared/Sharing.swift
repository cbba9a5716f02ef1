public import CrawlModel
public import Redis
public import Threads

/// Where a frontier is shared with other machines.
public struct Sharing: Sendable {
  /// The server.
  public var server: RedisConnection.Settings
  /// The name of the crawl there.
  public var name: String
  /// How people know this node.
  public var label = ""
  /// What makes the crawl the one it is, by name; the same on all nodes.
  public var identity: [String: String]
  /// How long an origin belongs to a node that gives no sign of life.
  public var lease: Duration = .seconds(60)
  /// The minimum time between two requests at an origin, unless its owner has told of another.
  public var delay: Duration = .zero
  /// Whether no document is requested before those of the levels before are done, so that each has the
  /// least depth.
  public var goesByLevel = false
  /// What this machine knows of sites.
  public var sites: (any SiteKnowledge)?
  /// How long a node waits for a server that is away before it ends.
  public var patience: Duration = .seconds(600)
  /// Until when a node may wait for answers of the server; what it could not tell by then, the end of its
  /// leases tells.
  public var stopSign = StopSign()
  /// Receives a sentence when the server cannot be used, and when it can again.
  public var report: @Sendable (String) -> Void = { _ in }

  /// Makes a value from its parts.
  public init(_ server: RedisConnection.Settings, name: String, identity: [String: String]) {
    self.server = server
    self.name = name
    self.identity = identity
  }
}

extension Sharing {
  /// Why a crawl is stopped if a person wants it; no limit has this name.
  static let wish = "stop"

  /// Returns the state of the crawl, without taking part in it.
  ///
  /// - Throws: `FrontierError` with `unreachable`, or `otherCrawl` if there is none.
  public func status() throws(FrontierError) -> FrontierStatus {
    try ask { (queue) throws(SharedFault) in try queue.look() }
  }

  /// Lets all nodes end in order, and returns the state of the crawl; see ``status()``.
  public func stop() throws(FrontierError) -> FrontierStatus {
    try ask { (queue) throws(SharedFault) in try queue.stop(Self.wish) }
  }

  private func ask(
    _ question: (SharedQueues) throws(SharedFault) -> FrontierStatus
  ) throws(FrontierError) -> FrontierStatus {
    let queue = SharedQueues(
      SharedQueue.Settings(server: server, name: name, node: "", identity: [:]))
    do throws(SharedFault) {
      try queue.connect()
      return try question(queue)
    } catch {
      throw FrontierError(error)
    }
  }
}
