import CrawlModel
import Crawling
import Files
import Synchronization

/// A line on the terminal that shows where a crawl stands, drawn again ten times a second.
///
/// It is drawn on standard error, so that standard output stays clean, and fits the window as it
/// is at that moment. Other lines are written above it.
final class LiveLine: Sendable {
  // The text that stands on the terminal now; empty when none does.
  private let shown = Mutex("")
  private let ticker = Ticker()

  /// Makes a line, or none where the user or the place does not want one.
  init?(_ options: ProgressOptions) {
    guard !options.quiet else { return nil }
    switch options.progress {
    case .never: return nil
    case .auto: guard StandardStream.error.isTerminal else { return nil }
    case .always: break
    }
  }

  /// Starts to draw what `progress` says.
  func start(_ progress: @escaping @Sendable () -> CrawlProgress) {
    let rate = Mutex(ProgressRate())
    ticker.start(every: .milliseconds(100)) { [self] in
      let now = progress()
      let speed = rate.withLock { $0.add(now) }
      draw(ProgressText.line(now, speed: speed, columns: StandardStream.error.columns ?? 80))
    }
  }

  /// Stops to draw and wipes the line away.
  func end() {
    ticker.stop()
    replace(with: "", andWrite: [])
  }

  /// Writes a whole line above the live one.
  func write(_ bytes: [UInt8]) { replace(with: "", andWrite: bytes) }

  private func draw(_ text: String) { replace(with: text, andWrite: Array(text.utf8)) }

  /// Wipes the line and writes something in its place.
  ///
  /// When the window has become narrower since the line was drawn, the terminal has broken it into
  /// several rows, and all of them go.
  private func replace(with text: String, andWrite bytes: [UInt8]) {
    shown.withLock { shown in
      var wipe = ""
      if !shown.isEmpty {
        let rows = (shown.count - 1) / max(1, StandardStream.error.columns ?? 80)
        wipe = rows > 0 ? "\r\u{1B}[\(rows)A\u{1B}[J" : "\r\u{1B}[2K"
      }
      shown = text
      StandardStream.error.write((Array(wipe.utf8) + bytes).span)
    }
  }
}
