/// What every origin may expect of a crawl.
public struct Politeness: Sendable, Hashable {
  /// Transfers in flight at one origin, at most; at least 1.
  public var transfersPerOrigin: Int
  /// Transfers in flight at one network address, all its origins together, at most; at least 1.
  public var transfersPerAddress: Int
  /// Whether the addresses of this machine itself count as well: usually each name there is a service
  /// of its own.
  public var countsOwnMachine = false
  /// The least time between the starts of two requests at one origin.
  public var delay: Duration
  /// Whether nothing is asked of an origin before its robots.txt is known, and then only what that
  /// allows.
  public var obeysRobots: Bool
  /// Whether the files in which an origin says what its content may be used for are looked at
  /// before its first image is fetched.
  public var asksOptOuts = false
  /// Whether an image is left alone that an opt-out is about; images wait for the last document
  /// then, because any page may have something to say about them.
  public var obeysOptOuts = false

  /// Makes a politeness from its parts.
  public init(transfersPerOrigin: Int = 6, delay: Duration = .zero, obeysRobots: Bool = false) {
    self.transfersPerOrigin = max(1, transfersPerOrigin)
    transfersPerAddress = 2 * self.transfersPerOrigin
    self.delay = max(.zero, delay)
    self.obeysRobots = obeysRobots
  }
}
