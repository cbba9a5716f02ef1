import CrawlModel
import Crawling
import Synchronization

/// A line on the terminal that shows where a crawl stands, drawn again ten times a second.
///
/// It is drawn on standard error, so that standard output stays clean, and fits the window as it
/// is at that moment. Other lines are written above it.
final class LiveLine: Sendable {
  private let isShown = Mutex(false)
  private let ticker = Ticker()

  /// Makes a line, or none where the user or the place does not want one.
  init?(_ options: ProgressOptions) {
    guard !options.quiet else { return nil }
    switch options.progress {
    case .never: return nil
    case .auto: guard ProgramIO.isTerminal(.error) else { return nil }
    case .always: break
    }
  }

  /// Starts to draw what `progress` says.
  func start(_ progress: @escaping @Sendable () -> CrawlProgress) {
    let rate = Mutex(ProgressRate())
    ticker.start(every: .milliseconds(100)) { [self] in
      let now = progress()
      let speed = rate.withLock { $0.add(now) }
      draw(ProgressText.line(now, speed: speed, columns: ProgramIO.columns(.error) ?? 80))
    }
  }

  /// Stops to draw and wipes the line away.
  func end() {
    ticker.stop()
    isShown.withLock { isShown in
      if isShown { ProgramIO.write(Array("\r\u{1B}[2K".utf8), to: .error) }
      isShown = false
    }
  }

  /// Writes a whole line above the live one.
  func write(_ bytes: [UInt8]) {
    isShown.withLock { isShown in
      let wipe = isShown ? Array("\r\u{1B}[2K".utf8) : []
      isShown = false
      ProgramIO.write(wipe + bytes, to: .error)
    }
  }

  private func draw(_ text: String) {
    isShown.withLock { isShown in
      ProgramIO.write(Array("\r\u{1B}[2K\(text)".utf8), to: .error)
      isShown = true
    }
  }
}
