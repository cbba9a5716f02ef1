internal import CPlatform
import Glibc

/// The sockets that a thread waits for, and the descriptor that wakes it.
///
/// Use it from one thread only, except for ``wake()``.
final class SocketWatch {
  /// What a socket is watched for, or is ready for.
  struct Readiness: OptionSet {
    let rawValue: UInt8

    static let reading = Readiness(rawValue: 1)
    static let writing = Readiness(rawValue: 2)
    static let failed = Readiness(rawValue: 4)
  }

  /// The maximum number of sockets reported at a time.
  private static let capacity = 256

  private let watch: Int32
  private let waker: Int32
  private let ready = UnsafeMutablePointer<magpie_ready>.allocate(capacity: SocketWatch.capacity)
  /// The first ready socket that was refused the last time.
  private var refused: Int32?

  /// Creates a watch of no sockets; the system can only fail when it is out of descriptors.
  init() {
    watch = magpie_watch_open()
    waker = magpie_waker_open()
    precondition(watch >= 0 && waker >= 0, "no descriptor is available to wait on: errno \(errno)")
    magpie_watch_set(watch, waker, Readiness.reading.rawValue)
  }

  deinit {
    close(waker)
    close(watch)
    ready.deallocate()
  }

  /// Watches a socket for the given events from now on; none removes it, which is required before
  /// it is closed.
  func set(_ socket: Int32, _ wanted: Readiness) {
    magpie_watch_set(watch, socket, wanted.rawValue)
  }

  /// Sleeps until a socket is ready, ``wake()`` is called, or the time is over.
  ///
  /// - Parameters:
  ///   - milliseconds: the maximum time.
  ///   - body: receives each ready socket, except the one used for waking, and returns whether it
  ///     took it; those that it refused come first the next time.
  func wait(atMost milliseconds: Int32, _ body: (Int32, Readiness) -> Bool) {
    let count = max(0, Int(magpie_watch_wait(watch, ready, Int32(Self.capacity), milliseconds)))
    // The system reports ready sockets in the same order each time.
    let first = refused.flatMap { refused in
      (0..<count).first { ready[$0].descriptor == refused }
    }
    refused = nil
    for step in 0..<count {
      let event = ready[((first ?? 0) + step) % count]
      if event.descriptor == waker {
        magpie_waker_reset(waker)
      } else if !body(event.descriptor, Readiness(rawValue: event.readiness)) {
        refused = refused ?? event.descriptor
      }
    }
  }

  /// Sleeps until ``wake()`` is called or the time is over, whatever the sockets do.
  ///
  /// - Parameter milliseconds: the maximum time.
  /// - Returns: whether it was woken.
  func waitForWaker(atMost milliseconds: Int32) -> Bool {
    var entry = pollfd(fd: waker, events: Int16(POLLIN), revents: 0)
    guard poll(&entry, 1, milliseconds) > 0 else { return false }
    magpie_waker_reset(waker)
    return true
  }

  /// Wakes the thread; from any thread, as long as the watch exists.
  func wake() { magpie_waker_wake(waker) }
}
