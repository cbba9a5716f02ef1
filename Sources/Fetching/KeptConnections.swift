/// Whether a loop keeps connections for later.
///
/// To keep them pays while transfers find one; with thousands of hosts in turn none does, and libcurl
/// goes through all that it keeps whenever one more is kept or closed. So where nearly all transfers of
/// a while had to connect, none is kept, and now and then it is tried again. A plain value.
struct KeptConnections {
  /// So many transfers are judged together.
  static let window = 256
  /// So many windows pass until it is tried again.
  static let patience = 16

  /// Whether connections are to be kept.
  private(set) var isWorthIt = true
  private var transfers = 0
  private var connects = 0
  private var windowsLeft = 0

  /// Counts a transfer that has ended.
  ///
  /// - Parameter connected: whether it had to make a connection.
  mutating func note(connected: Bool) {
    transfers += 1
    if connected { connects += 1 }
    guard transfers == Self.window else { return }
    if !isWorthIt {
      windowsLeft -= 1
      isWorthIt = windowsLeft == 0
    } else if connects * 10 >= transfers * 9 {
      isWorthIt = false
      windowsLeft = Self.patience
    }
    (transfers, connects) = (0, 0)
  }
}
