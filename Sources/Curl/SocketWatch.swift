internal import CPlatform
import Glibc

/// The sockets that a thread waits on, and the bell that wakes it.
///
/// Belongs to one thread, all but its bell.
final class SocketWatch {
  /// What a socket is to be, or is, ready for.
  struct Readiness: OptionSet {
    let rawValue: UInt8

    static let reading = Readiness(rawValue: 1)
    static let writing = Readiness(rawValue: 2)
    static let failed = Readiness(rawValue: 4)
  }

  /// So many sockets are told of at a time.
  private static let capacity = 256

  private let watch: Int32
  private let bell: Int32
  private let ready = UnsafeMutablePointer<magpie_ready>.allocate(capacity: SocketWatch.capacity)

  /// Makes a watch on nothing; the system can only fail at it for want of descriptors.
  init() {
    watch = magpie_watch_open()
    bell = magpie_bell_open()
    precondition(watch >= 0 && bell >= 0, "no descriptor is left to wait on: errno \(errno)")
    magpie_watch_set(watch, bell, Readiness.reading.rawValue)
  }

  deinit {
    close(bell)
    close(watch)
    ready.deallocate()
  }

  /// Waits for something on a socket from now on; for nothing to forget it, before it is closed.
  func set(_ socket: Int32, _ wanted: Readiness) {
    magpie_watch_set(watch, socket, wanted.rawValue)
  }

  /// Sleeps until a socket is ready, the bell rings, or the time is over.
  ///
  /// - Parameters:
  ///   - milliseconds: how long at most.
  ///   - body: gets each socket that is ready, unless it was ready for the bell.
  func wait(atMost milliseconds: Int32, _ body: (Int32, Readiness) -> Void) {
    let count = magpie_watch_wait(watch, ready, Int32(Self.capacity), milliseconds)
    for index in 0..<max(0, Int(count)) {
      let event = ready[index]
      if event.descriptor == bell {
        magpie_bell_quiet(bell)
      } else {
        body(event.descriptor, Readiness(rawValue: event.readiness))
      }
    }
  }

  /// Rings the bell; from any thread, as long as the watch exists.
  func ring() { magpie_bell_ring(bell) }
}
