import Threads

/// Whether a transfer still makes progress, and when it ends if it does not.
///
/// A transfer has no limit as long as its bytes keep coming, so that a large image on a slow line
/// arrives in one piece. But after a while it must be the faster the longer it has taken, sooner if
/// others wait: otherwise a few servers that send slowly hold a crawl for days. The timeout is the
/// maximum wait for the connection, for the first byte after the request was sent, and between two
/// pieces of the response; each wait counts on its own.
/// A plain value that is told the time.
///
/// With a limit on the rate, a transfer also waits for its turn to be read; the timeout is longer by
/// that (``RateLimit/longestTurn``), and the pauses count neither for the speed nor for the
/// whole time.
struct ProgressWatch {
  /// The time over which the speed of a response is measured; a longer timeout replaces it.
  static let window: Duration = .seconds(60)
  /// The minimum average speed in a window, in bytes per second.
  ///
  /// A response that is slower keeps a connection without ever ending.
  static let minimumBytesPerSecond = 100
  /// The maximum duration of the transfer of a document, in timeouts: documents are kept in memory
  /// until they are complete.
  static let documentTimeouts = 10
  /// The time, in timeouts, after which an image must have come at ``leastBytesPerSecond`` on
  /// average if others wait, and at twice that each time it has passed again.
  static let timeoutsWhileOthersWait = 10
  /// The same if no other waits.
  static let timeoutsAlone = 120
  /// The least average speed after that time, in bytes per second.
  static let leastBytesPerSecond = 1_000.0

  private let timeout: Duration
  /// When it started, later by all pauses.
  private var start: MonotonicTime
  /// When the transfer ends in any case.
  private var end: MonotonicTime
  /// When its average speed is next compared with what others may expect.
  private var nextComparison: MonotonicTime
  private var bytes = 0
  /// Whether it has taken longer than its bytes justify.
  private(set) var isTooSlow = false
  private var lastProgress: MonotonicTime
  /// When the current window ends; `nil` before the first byte.
  private var windowEnd: MonotonicTime?
  private var windowBytes = 0

  /// Watches a transfer that starts now.
  ///
  /// - Parameters:
  ///   - timeout: the maximum wait.
  ///   - isDocument: whether the whole transfer is limited, too.
  ///   - start: the time.
  init(timeout: Duration, isDocument: Bool, from start: MonotonicTime) {
    self.timeout = timeout
    self.start = start
    let never = MonotonicTime(nanoseconds: .max)
    end = isDocument ? Self.add(Self.documentTimeouts, timeout, to: start) : never
    nextComparison = isDocument ? never : Self.add(Self.timeoutsWhileOthersWait, timeout, to: start)
    lastProgress = start
  }

  /// The time after several pauses, clamped to the last one that can be represented.
  private static func add(
    _ count: Int, _ pause: Duration, to start: MonotonicTime
  ) -> MonotonicTime {
    let (whole, overflow) = pause.wholeNanoseconds.multipliedReportingOverflow(by: Int64(count))
    return start + .nanoseconds(overflow ? .max : whole)
  }

  /// When the transfer is over if nothing more arrives.
  var deadline: MonotonicTime {
    min(lastProgress + timeout, end, nextComparison, windowEnd ?? end)
  }

  /// Notes that the connection exists and the request was sent.
  mutating func requestWasSent(at now: MonotonicTime) { lastProgress = now }

  /// Notes bytes of the response.
  mutating func receive(_ count: Int, at now: MonotonicTime) {
    lastProgress = now
    bytes += count
    windowBytes += count
    if windowEnd == nil { windowEnd = now + length }
  }

  /// Notes a pause in which nothing was read.
  mutating func pause(for time: Duration) {
    start = start + time
    end = end + time
    nextComparison = nextComparison + time
    windowEnd = windowEnd.map { $0 + time }
  }

  /// Whether the transfer is to be ended; begins the next window if one is over.
  ///
  /// - Parameters:
  ///   - now: the time.
  ///   - othersWait: whether other addresses wait; asked only when that matters.
  /// - Returns: whether it is over.
  mutating func isOver(at now: MonotonicTime, othersWait: () -> Bool) -> Bool {
    if now >= lastProgress + timeout || now >= end { return true }
    if now >= nextComparison {
      nextComparison = now + timeout
      isTooSlow =
        isSlow(within: Self.timeoutsAlone, at: now)
        || isSlow(within: Self.timeoutsWhileOthersWait, at: now) && othersWait()
      if isTooSlow { return true }
    }
    guard let windowEnd, now >= windowEnd else { return false }
    if windowBytes < Self.minimumBytesPerSecond * Int(Self.window.components.seconds) {
      return true
    }
    windowBytes = 0
    self.windowEnd = now + length
    return false
  }

  private func isSlow(within timeouts: Int, at now: MonotonicTime) -> Bool {
    let (passed, timeout) = ((now - start) / .seconds(1), max(timeout / .seconds(1), 1e-9))
    let times = (passed / timeout / Double(timeouts)).rounded(.down)
    guard times >= 1 else { return false }
    let doubled = Double(sign: .plus, exponent: Int(min(times - 1, 60)), significand: 1)
    return Double(bytes) < passed * Self.leastBytesPerSecond * doubled
  }

  // With a longer timeout a single wait may be longer than the window.
  private var length: Duration { max(Self.window, timeout) }
}
