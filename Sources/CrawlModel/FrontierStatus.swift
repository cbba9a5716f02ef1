/// The state of a crawl that several machines share.
public struct FrontierStatus: Sendable, Hashable {
  /// A machine that takes part, or took part.
  public struct Node: Sendable, Hashable {
    /// What distinguishes it from others, which may have the same name.
    public let id: String
    /// Its name: that of the machine, and its output folder.
    public var name: String
    /// The number of origins that belong to it.
    public var origins: Int
    /// The number of addresses that it has done.
    public var done: Int
    /// How long ago it gave a sign of life; `nil` if it has left.
    public var silence: Duration?

    /// Makes a node from its parts.
    public init(id: String, name: String, origins: Int, done: Int, silence: Duration?) {
      self.id = id
      self.name = name
      self.origins = origins
      self.done = done
      self.silence = silence
    }
  }

  /// The name of the crawl.
  public var name: String
  /// The clock of the server, in milliseconds since 1970.
  public var milliseconds: Int
  /// The number of addresses that were found.
  public var addresses = 0
  /// The number of those that are done.
  public var done = 0
  /// The number of those that are not done.
  public var unfinished = 0
  /// How often the server was started since the crawl began.
  public var starts = 0
  /// The number of origins that have something to do and belong to no machine.
  public var originsWaiting = 0
  /// Why the crawl is stopped; `nil` if it is not.
  public var stop: String?
  /// The machines, by name.
  public var nodes: [Node] = []

  /// Makes a state without any addresses.
  public init(name: String, milliseconds: Int) {
    self.name = name
    self.milliseconds = milliseconds
  }

  /// The number of addresses that were done in a second, by the state a moment before.
  ///
  /// - Parameters:
  ///   - earlier: the earlier state.
  ///   - node: a machine; `nil` for all of them.
  /// - Returns: the number; `nil` if no time has passed.
  public func rate(since earlier: FrontierStatus, of node: Node? = nil) -> Double? {
    func count(_ status: FrontierStatus) -> Int {
      guard let node else { return status.done }
      return status.nodes.first { $0.id == node.id }?.done ?? 0
    }
    let passed = milliseconds - earlier.milliseconds
    guard passed > 0 else { return nil }
    return Double(max(0, count(self) - count(earlier))) * 1000 / Double(passed)
  }
}
