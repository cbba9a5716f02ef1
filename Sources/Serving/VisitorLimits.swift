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
  /// The number of answers that are made at a time; a further request waits.
  ///
  /// A browser requests six, so that it does not wait for itself.
  public var answersAtOnce = 8
  /// The bytes of an answer in memory that each connection may always have.
  public var answerBytes = 512 * 1024
  /// The bytes that the answers of all connections together may have beyond that; an answer for which too
  /// few are left becomes 503.
  public var answerMemory = 64 << 20
  /// How often an event stream without events shows that it is alive.
  public var heartbeat: Duration = .seconds(15)

  /// Makes the usual bounds.
  public init() {}
}
