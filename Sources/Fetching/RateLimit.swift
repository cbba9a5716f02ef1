import Threads

/// A limit on the bytes that all transfers together receive in a second.
///
/// Threads stop reading while more was received than the limit allows, so that the system's buffers
/// fill and the servers wait. What was read too much in one step is waited for after it; so the limit
/// is exact over any longer time, however the transfers share it.
public final class RateLimit: Sendable {
  /// How much of the time in which nothing was read can be made up for; a thread that is woken late
  /// would lose it otherwise.
  static let credit: Duration = .milliseconds(250)
  /// The maximum time of one pause, after which a thread looks for other work.
  static let longestPause: Duration = .milliseconds(200)

  /// The number of bytes in a second.
  public let bytesPerSecond: Int
  /// The longest time that a transfer waits until it is read.
  ///
  /// All are read once meanwhile; twice that, since threads are not in step.
  let longestTurn: Duration
  /// The time up to which the limit is used up.
  private let usedUp: Monitor<MonotonicTime>

  /// Makes a limit.
  ///
  /// - Parameters:
  ///   - bytesPerSecond: the number of bytes in a second; at least 1.
  ///   - transfers: the maximum number of transfers that share it.
  public init(bytesPerSecond: Int, transfers: Int = 1) {
    let rate = max(1, bytesPerSecond)
    self.bytesPerSecond = rate
    longestTurn = .seconds(2 * Double(transfers) * Double(Self.bytesAtOnce(rate)) / Double(rate))
    usedUp = Monitor(.now)
  }

  /// The number of bytes to read at once: a sixtieth of a second, so that little is read too much.
  var bytesAtOnce: Int { Self.bytesAtOnce(bytesPerSecond) }

  private static func bytesAtOnce(_ rate: Int) -> Int { min(64 * 1024, max(1024, rate / 64)) }

  /// Counts received bytes.
  func take(_ count: Int, at now: MonotonicTime) {
    let time = Duration.nanoseconds(
      Int64((Double(count) * 1e9 / Double(bytesPerSecond)).rounded()))
    usedUp.withLock { $0 = max($0, now + (.zero - Self.credit)) + time }
  }

  /// How long nothing may be read; zero if something may.
  func pause(at now: MonotonicTime) -> Duration {
    max(.zero, usedUp.withLock { $0 } - now)
  }
}
