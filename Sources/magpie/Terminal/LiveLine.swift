import CrawlModel
import Crawling
import Files
import Synchronization

/// A line on the terminal that shows the progress of a crawl, redrawn ten times a second.
///
/// It is drawn on standard error, so that standard output stays clean, and fits the current width
/// of the window. Other lines are written above it.
final class LiveLine: Sendable {
  // The text now on the terminal; empty if there is none.
  private let shown = Mutex("")
  private let ticker = Ticker()

  /// Creates a line; returns `nil` if the options or the stream exclude it.
  init?(_ options: ProgressOptions) {
    guard !options.quiet else { return nil }
    switch options.progress {
    case .never: return nil
    case .auto: guard StandardStream.error.isTerminal else { return nil }
    case .always: break
    }
  }

  /// Starts drawing the progress.
  func start(_ progress: @escaping @Sendable () -> CrawlProgress) {
    let rate = Mutex(ProgressRate())
    ticker.start(every: .milliseconds(100)) { [self] in
      let now = progress()
      let speed = rate.withLock { $0.add(now) }
      draw(ProgressText.line(now, speed: speed, columns: StandardStream.error.columns ?? 80))
    }
  }

  /// Stops drawing and erases the line.
  func end() {
    ticker.stop()
    replace(with: "", andWrite: [])
  }

  /// Writes a complete line above the live one.
  func write(_ bytes: [UInt8]) { replace(with: "", andWrite: bytes) }

  private func draw(_ text: String) { replace(with: text, andWrite: Array(text.utf8)) }

  /// Erases the line and writes something in its place.
  ///
  /// If the window has become narrower since the line was drawn, the terminal has wrapped it; all
  /// its rows are erased.
  private func replace(with text: String, andWrite bytes: [UInt8]) {
    shown.withLock { shown in
      var wipe = ""
      if !shown.isEmpty {
        let rows = (shown.count - 1) / max(1, StandardStream.error.columns ?? 80)
        wipe = rows > 0 ? "\r\u{1B}[\(rows)A\u{1B}[J" : "\r\u{1B}[2K"
      }
      shown = text
      StandardStream.error.write(bytes.span, after: wipe)
    }
  }
}
