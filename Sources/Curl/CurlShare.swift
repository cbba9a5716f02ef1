internal import CLibcurl
import Glibc

/// Data shared by transfers of several threads: resolved names, and TLS sessions where libcurl can.
///
/// Connections are not shared: libcurl's connection cache is not safe between threads.
public final class CurlShare: @unchecked Sendable {
  // Sendable by proof: libcurl accesses shared data only between the two lock callbacks, which hold
  // the mutex of that kind of data. The pointers are set in `init` and freed in `deinit`, which runs
  // after the last handle, since handles keep this object alive.

  let pointer: UnsafeMutableRawPointer
  private let locks: UnsafeMutablePointer<pthread_mutex_t>
  private static let kinds = Int(CURL_LOCK_DATA_LAST.rawValue)

  /// Creates a share; libcurl can only fail when it is out of memory.
  public init() {
    guard CurlLibrary.isReady, let pointer = curl_share_init() else {
      preconditionFailure("libcurl could not be started: out of memory")
    }
    self.pointer = pointer
    locks = .allocate(capacity: Self.kinds)
    for kind in 0..<Self.kinds {
      locks.advanced(by: kind).initialize(to: pthread_mutex_t())
      pthread_mutex_init(locks.advanced(by: kind), nil)
    }
    magpie_share_locks(
      pointer,
      { _, kind, _, context in
        guard let locks = context?.assumingMemoryBound(to: pthread_mutex_t.self) else { return }
        pthread_mutex_lock(locks.advanced(by: Int(kind.rawValue)))
      },
      { _, kind, context in
        guard let locks = context?.assumingMemoryBound(to: pthread_mutex_t.self) else { return }
        pthread_mutex_unlock(locks.advanced(by: Int(kind.rawValue)))
      }, locks)
    magpie_share_data(pointer, CURL_LOCK_DATA_DNS)
    // Before 8.10 libcurl let several threads use one session object at once (curl pull request
    // 14751); each handle then keeps its own sessions.
    if CurlLibrary.versionNumber >= 0x08_0A_00 {
      magpie_share_data(pointer, CURL_LOCK_DATA_SSL_SESSION)
    }
  }

  deinit {
    curl_share_cleanup(pointer)
    for kind in 0..<Self.kinds { pthread_mutex_destroy(locks.advanced(by: kind)) }
    locks.deallocate()
  }
}
