import CrawlModel

/// What the window of a node knows of the frontier that it shares.
struct SharedWindow: Sendable {
  /// An origin that this node has a lease for.
  struct Lease: Sendable {
    var token: Int
    /// The number of its jobs that are here and not done.
    var held = 0
    /// Whether the server had nothing more when it was last asked.
    var isDry = false
  }

  /// A job that is here and not done.
  struct Held: Sendable {
    /// The number of the origin whose lease it belongs to.
    var origin: Int
    var fingerprint: UInt64
    /// The token of that lease.
    var token: Int
  }

  /// The leases by the number of the origin.
  var leases: [Int: Lease] = [:]
  /// The jobs that the leases have handed out.
  var held: [RecordNumber: Held] = [:]
  /// Jobs in flight whose lease was lost; their results are kept here and not reported.
  var strays: [RecordNumber: Held] = [:]
  /// Jobs found in the current call.
  var found: [SharedJob] = []
  /// The probes that are elsewhere; an address is counted only once something was found there.
  var uncounted: Set<RecordNumber> = []
  /// Whether no node has anything left to do.
  var isOver = false
  /// When the leases are no longer certain; the clock goes on while the machine is suspended.
  var end = ContinuousClock.now

  /// The token of the lease under which a job was handed out.
  func token(of record: RecordNumber) -> Int? { (held[record] ?? strays[record])?.token }

  /// Whether jobs may be handed out.
  var isCertain: Bool { ContinuousClock.now < end }
}

/// A change of a shared frontier: what one call of the frontier leads to there.
struct SharedChange: Sendable {
  /// The number of the origin whose job this is about, and the token of its lease.
  var lease: (origin: Int, token: Int)?
  /// The fingerprint of a job that is done.
  var done: UInt64?
  /// A job whose next request goes to another origin.
  var handedOver: SharedJob?
  /// Jobs that were found.
  var found: [SharedJob] = []
}
