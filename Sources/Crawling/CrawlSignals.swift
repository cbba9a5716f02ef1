import Synchronization
import Threads

/// Ends a crawl cleanly on SIGINT, SIGTERM and SIGHUP: the first lets transfers in flight finish, the second
/// cancels them, and the third ends the process at once.
///
/// The records are written after the first and after the second. If that takes longer than ``patience``
/// after the second, the process ends without them; nothing is lost, and the next run writes them.
public final class CrawlSignals: Sendable {
  private let crawl = Monitor<Crawl?>(nil)
  private let caught = Atomic<Int32>(0)

  /// How long the process may go on after the second signal.
  public static let patience = TerminationSignals.patience

  /// Starts watching for signals; call it before any other thread is started.
  ///
  /// - Parameter ending: called before a signal ends the process at once; it must not wait.
  /// - Throws: `CrawlError` if the system does not allow a thread for it.
  public init(ending: @escaping @Sendable () -> Void = {}) throws(CrawlError) {
    do throws(ThreadError) {
      // The watching thread runs until the process ends, so it is not joined.
      _ = try TerminationSignals.watch(
        caught: { [self] signal, count in
          caught.store(signal, ordering: .sequentiallyConsistent)
          crawl.withLock { $0 }?.stop(grace: count == 1 ? Crawl.grace : .zero)
        }, ending: { _ in ending() })
    } catch {
      throw CrawlError(.badSetting, error.description)
    }
  }

  /// Sets the crawl that a signal ends; a signal caught earlier ends it immediately.
  public func end(_ crawl: Crawl) {
    self.crawl.withLock { $0 = crawl }
    if signal != nil { crawl.stop() }
  }

  /// The latest signal that was caught, if any.
  public var signal: Int32? {
    let signal = caught.load(ordering: .sequentiallyConsistent)
    return signal == 0 ? nil : signal
  }
}
