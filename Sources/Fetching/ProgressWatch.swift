import Threads

/// Whether a transfer still makes progress, and when it ends if it does not.
///
/// A transfer has no limit as long as its bytes keep coming, so that a large image on a slow line
/// arrives in one piece. The timeout is the maximum wait for the connection, for the first byte
/// after the request was sent, and between two pieces of the response; each wait counts on its own.
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

  private let timeout: Duration
  /// When the transfer ends in any case.
  private var end: MonotonicTime
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
    // Added one by one, as a product of the longest time would overflow.
    end =
      isDocument
      ? (0..<Self.documentTimeouts).reduce(start) { end, _ in end + timeout }
      : MonotonicTime(nanoseconds: .max)
    lastProgress = start
  }

  /// When the transfer is over if nothing more arrives.
  var deadline: MonotonicTime {
    min(lastProgress + timeout, end, windowEnd ?? end)
  }

  /// Notes that the connection exists and the request was sent.
  mutating func requestWasSent(at now: MonotonicTime) { lastProgress = now }

  /// Notes bytes of the response.
  mutating func receive(_ count: Int, at now: MonotonicTime) {
    lastProgress = now
    windowBytes += count
    if windowEnd == nil { windowEnd = now + length }
  }

  /// Notes a pause in which nothing was read.
  mutating func pause(for time: Duration) {
    end = end + time
    windowEnd = windowEnd.map { $0 + time }
  }

  /// Whether the transfer is to be ended; begins the next window if one is over.
  mutating func isOver(at now: MonotonicTime) -> Bool {
    if now >= lastProgress + timeout || now >= end { return true }
    guard let windowEnd, now >= windowEnd else { return false }
    if windowBytes < Self.minimumBytesPerSecond * Int(Self.window.components.seconds) {
      return true
    }
    windowBytes = 0
    self.windowEnd = now + length
    return false
  }

  // With a longer timeout a single wait may be longer than the window.
  private var length: Duration { max(Self.window, timeout) }
}
