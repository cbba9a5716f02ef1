import Synchronization
import Threads

/// Ends a crawl cleanly on SIGINT and SIGTERM; a second one ends the process at once.
public final class CrawlSignals: Sendable {
  private let crawl = Monitor<Crawl?>(nil)
  private let caught = Atomic<Int32>(0)

  /// Starts to watch; call it before any other thread is started.
  public init() {
    // The watching thread lives as long as the process, so nobody joins it.
    _ = TerminationSignals.watch { [self] signal in
      caught.store(signal, ordering: .sequentiallyConsistent)
      crawl.withLock { $0 }?.stop()
    }
  }

  /// Says which crawl a signal ends; one that was caught before ends it at once.
  public func end(_ crawl: Crawl) {
    self.crawl.withLock { $0 = crawl }
    if signal != nil { crawl.stop() }
  }

  /// The signal that was caught, if one was.
  public var signal: Int32? {
    let signal = caught.load(ordering: .sequentiallyConsistent)
    return signal == 0 ? nil : signal
  }
}
