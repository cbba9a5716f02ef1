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
  ///   - body: receives each ready socket, except the one used for waking.
  func wait(atMost milliseconds: Int32, _ body: (Int32, Readiness) -> Void) {
    let count = magpie_watch_wait(watch, ready, Int32(Self.capacity), milliseconds)
    for index in 0..<max(0, Int(count)) {
      let event = ready[index]
      if event.descriptor == waker {
        magpie_waker_reset(waker)
      } else {
        body(event.descriptor, Readiness(rawValue: event.readiness))
      }
    }
  }

  /// Sleeps until ``wake()`` is called or the time is over, whatever the sockets do.
  ///
  /// - Parameter milliseconds: the maximum time.
  func waitForWaker(atMost milliseconds: Int32) {
    var entry = pollfd(fd: waker, events: Int16(POLLIN), revents: 0)
    if poll(&entry, 1, milliseconds) > 0 { magpie_waker_reset(waker) }
  }

  /// Wakes the thread; from any thread, as long as the watch exists.
  func wake() { magpie_waker_wake(waker) }
}
