import Threads

/// The threads of a crawl: workers, and those that send images to a remote store.
struct Crew {
  /// What they send; `nil` if there is no remote store.
  var outbox: Outbox?
  var workers: [WorkerThread] = []
  private var senders: [WorkerThread] = []

  init(outbox: Outbox? = nil) { self.outbox = outbox }

  /// Starts a thread that sends images; returns `false` if the system does not allow it, and others
  /// do the work.
  ///
  /// - Throws: `ThreadError` if the system allows none.
  mutating func add(
    _ number: Int, _ body: @escaping @Sendable () -> Void
  ) throws(ThreadError) -> Bool {
    do throws(ThreadError) {
      senders.append(try WorkerThread(name: "sender \(number)", body))
      return true
    } catch {
      if senders.isEmpty { throw error }
      return false
    }
  }

  /// Waits until all threads have ended: the workers first, which may still have images to send.
  func join() {
    for worker in workers { worker.join() }
    outbox?.end()
    for sender in senders { sender.join() }
  }
}
