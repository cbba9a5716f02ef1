/// Whether a loop keeps connections for reuse.
///
/// Keeping connections is useful if later transfers reuse them. With thousands of hosts none does,
/// and libcurl scans all kept connections whenever one is added or closed. So if nearly all recent
/// transfers had to connect, none is kept, and keeping is tried again periodically. A plain value.
struct KeptConnections {
  /// The number of transfers in one window.
  static let window = 256
  /// The number of windows until keeping is tried again.
  static let patience = 16

  /// Whether to keep connections.
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
