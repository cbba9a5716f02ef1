/// The bounds of the connections of a server.
public struct VisitorLimits: Sendable {
  /// The maximum number of connections; a further one is answered with 503.
  public var connections = 64
  /// The maximum length of the head of a request, in bytes.
  public var headBytes = 16_384
  /// How long a head may take from its first byte to its last, and a connection may be idle.
  public var patience: Duration = .seconds(10)
  /// How long an answer may stand still, because the visitor does not read.
  public var stillness: Duration = .seconds(10)
  /// The least speed at which a visitor reads an answer, in bytes per second, after 30 seconds.
  public var leastSpeed = 16_384
  /// How often an event stream without events shows that it is alive.
  public var heartbeat: Duration = .seconds(15)

  /// Makes the usual bounds.
  public init() {}
}
