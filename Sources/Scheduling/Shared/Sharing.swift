public import Redis

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
  /// How long a node waits for a server that is away before it ends.
  public var patience: Duration = .seconds(600)

  /// Makes a value from its parts.
  public init(_ server: RedisConnection.Settings, name: String, identity: [String: String]) {
    self.server = server
    self.name = name
    self.identity = identity
  }
}
