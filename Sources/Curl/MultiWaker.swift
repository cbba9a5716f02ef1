internal import CLibcurl
import Synchronization

/// Wakes the thread that waits on a `MultiHandle`, from any thread and at any time, also when that
/// handle is gone.
public final class MultiWaker: Sendable {
  // The address as a number, because a pointer is not Sendable; zero once the handle is gone. The
  // lock is held during the call, so the handle cannot be freed in the middle of it.
  private let target: Mutex<UInt>

  init(_ pointer: UnsafeMutableRawPointer) { target = Mutex(UInt(bitPattern: pointer)) }

  /// Rings.
  public func ring() {
    target.withLock { target in
      guard let pointer = UnsafeMutableRawPointer(bitPattern: target) else { return }
      curl_multi_wakeup(pointer)
    }
  }

  func retire() { target.withLock { $0 = 0 } }
}
