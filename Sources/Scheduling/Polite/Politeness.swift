/// The limits that a crawl keeps at every origin.
public struct Politeness: Sendable, Hashable {
  /// Maximum number of transfers in flight, all origins together; `nil` if it is not known.
  ///
  /// A part of them is kept for origins that answer. Workers keep to the number itself: they take no
  /// more jobs than they have transfers.
  public var transfers: Int?
  /// Maximum number of transfers in flight at one origin; at least 1.
  public var transfersPerOrigin: Int
  /// Maximum number of transfers in flight at one network address, all its origins together; at
  /// least 1.
  public var transfersPerAddress: Int
  /// Whether the addresses of this machine count as well: usually each name there is a separate
  /// service.
  public var countsOwnMachine = false
  /// The minimum time between the starts of two requests at one origin.
  public var delay: Duration
  /// The most that is added to that time at random, anew for each request.
  public var randomDelay: Duration = .zero
  /// The rest of an origin after the first sign of overload, or the first request without an answer;
  /// each further one doubles.
  public var firstRest: Duration = .seconds(1)
  /// How long an origin may be without a good answer before everything that waits there is given up.
  public var patience: Duration = .seconds(900)
  /// The number of retries that an address has.
  public var retries = 3
  /// Whether robots.txt is fetched before anything else of an origin, and obeyed.
  public var obeysRobots: Bool
  /// Whether the opt-out files of an origin are requested before its first image is fetched.
  public var asksOptOuts = false
  /// Whether images with an opt-out are skipped; images then wait for the last document, because
  /// any page may contain an opt-out.
  public var obeysOptOuts = false

  /// Makes a politeness from its parts.
  public init(transfersPerOrigin: Int = 6, delay: Duration = .zero, obeysRobots: Bool = false) {
    self.transfersPerOrigin = max(1, transfersPerOrigin)
    transfersPerAddress = 2 * self.transfersPerOrigin
    self.delay = max(.zero, delay)
    self.obeysRobots = obeysRobots
  }
}
