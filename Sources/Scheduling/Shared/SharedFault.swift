import Redis

/// Why a call to a shared frontier had no effect, or none that is known.
enum SharedFault: Error {
  /// The server cannot be reached or used at the moment; the call can be made again.
  case away(RedisError)
  /// The server was started again, and may have forgotten the last calls: every lease is void. The node
  /// has new ones for the origins that it had. On a cluster that is so for one shard.
  case restarted([SharedQueue.Lease], shard: Int)
  /// Nothing can be done about it here.
  case ended(FrontierError)
}

extension FrontierError {
  /// The error of a server that cannot be used.
  init(_ error: RedisError) {
    self.init(code: error.code == .refused ? .otherCrawl : .unreachable, message: error.message)
  }
}
