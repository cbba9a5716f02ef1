import Addressing
import Bytes
public import CrawlModel

/// Writes each event of a crawl as one line, for people or for programs.
public struct EventLog: CrawlObserver {
  /// The form of a line.
  public enum Format: Sendable {
    /// Words for a person.
    case text
    /// One JSON object per line.
    case json
  }

  private let format: Format
  private let clock: @Sendable () -> Timestamp
  private let write: @Sendable ([UInt8]) -> Void

  /// Makes a log.
  ///
  /// - Parameters:
  ///   - format: the form of a line.
  ///   - clock: the wall clock.
  ///   - write: receives a whole line with its line end in UTF-8; called from several threads at
  ///     once.
  public init(
    format: Format, clock: @escaping @Sendable () -> Timestamp,
    write: @escaping @Sendable ([UInt8]) -> Void
  ) {
    self.format = format
    self.clock = clock
    self.write = write
  }

  /// Writes the event as one line.
  public func crawl(did event: CrawlEvent) {
    switch format {
    case .text: write(Array((Self.words(event) + "\n").utf8))
    case .json: write(Self.json(event, at: clock()))
    }
  }
}
