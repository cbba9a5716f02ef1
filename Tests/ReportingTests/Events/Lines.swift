import CrawlModel
import Reporting
import Threads

/// Records what a log writes, piece by piece.
final class Lines: Sendable {
  private let pieces = Monitor<[[UInt8]]>([])

  func log(_ format: EventLog.Format) -> EventLog {
    EventLog(format: format, clock: { Timestamp(seconds: 0) }) { [pieces] piece in
      pieces.withLock { $0.append(piece) }
    }
  }

  /// The pieces written so far.
  var bytes: [[UInt8]] { pieces.withLock { $0 } }

  /// The pieces written so far, as text.
  var texts: [String] { bytes.map { String(decoding: $0, as: UTF8.self) } }

  /// What one event is written as.
  static func text(_ format: EventLog.Format, _ event: CrawlEvent) -> String {
    let lines = Lines()
    lines.log(format).crawl(did: event)
    return lines.texts.joined(separator: "<piece>")
  }
}
