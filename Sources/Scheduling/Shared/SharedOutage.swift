import Redis
import Threads

/// The time for which the server of a shared frontier cannot be used, and what the user was told of it.
struct SharedOutage {
  private var since: ContinuousClock.Instant?
  private var told: Set<RedisError.Code> = []

  /// Whether the last attempt to use the server failed.
  var isOn: Bool { since != nil }

  /// Notes that an attempt failed; the user is told of each kind of failure once.
  ///
  /// - Throws: the error as one that ends the crawl, if the server was away for too long.
  mutating func note(_ error: RedisError, _ sharing: Sharing) throws(FrontierError) {
    let isFirst = since == nil
    let since = since ?? .now
    self.since = since
    guard ContinuousClock.now - since < sharing.patience else { throw FrontierError(error) }
    // A connection that the server has closed may be made again at once, and a crawl that is being stopped
    // waits for nothing.
    guard !isFirst || error.code != .closed, sharing.stopSign.deadline == nil,
      told.insert(error.code).inserted
    else { return }
    sharing.report(
      "\(error.message) The crawl waits for it, at most \(sharing.patience.components.seconds) s.")
  }

  /// Notes that everything that was due has reached the server.
  mutating func end(_ sharing: Sharing) {
    if !told.isEmpty { sharing.report("The shared frontier can be used again.") }
    self = SharedOutage()
  }
}
