/// The transfers that are kept for origins that answer.
///
/// A host that accepts a connection and never answers occupies a transfer for the whole time limit.
/// If there are more such hosts than transfers, each transfer that ends would go to the next of them,
/// and a host that answers would wait for all the others. So while an origin that answers has jobs, a
/// quarter of all transfers is not for origins that do not.
struct TransferReserve: Sendable, Equatable {
  /// What an origin counts for.
  struct Share: Equatable, Sendable {
    /// The number of its transfers, if it does not answer.
    var occupied = 0
    /// Whether it answers and has jobs.
    var needsReserve = false
  }

  /// The number of transfers that are kept.
  let size: Int
  private let transfers: Int
  private var occupied = 0
  private var needing = 0

  /// Makes the reserve of a number of transfers; there is none if the number is `nil` or 1.
  init(of transfers: Int?) {
    guard let transfers, transfers > 1 else {
      (size, self.transfers) = (0, .max)
      return
    }
    size = (transfers + 3) / 4
    self.transfers = transfers
  }

  /// Whether only origins that answer may start a transfer.
  var isReached: Bool { needing > 0 && occupied >= transfers - size }

  /// Counts a change at an origin.
  mutating func replace(_ old: Share, with new: Share) {
    occupied += new.occupied - old.occupied
    needing += (new.needsReserve ? 1 : 0) - (old.needsReserve ? 1 : 0)
  }
}
