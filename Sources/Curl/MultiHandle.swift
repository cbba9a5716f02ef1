internal import CLibcurl

/// Many transfers of libcurl, driven by one thread.
///
/// Belongs to the thread that uses it; only its `waker` may be used from elsewhere.
public final class MultiHandle {
  private let pointer: UnsafeMutableRawPointer
  // A handle that libcurl knows must not go away before it is removed.
  private var active: [ObjectIdentifier: EasyHandle] = [:]

  /// Ends a `wait` of this handle, from any thread.
  public let waker: MultiWaker

  /// Makes a handle.
  ///
  /// - Parameter connections: how many idle connections are kept for later.
  public init(connections: Int) {
    guard CurlLibrary.isReady, let pointer = curl_multi_init() else {
      preconditionFailure("libcurl could not be started: out of memory")
    }
    self.pointer = pointer
    waker = MultiWaker(pointer)
    magpie_multi_set_long(pointer, CURLMOPT_MAXCONNECTS, connections)
    magpie_multi_set_long(pointer, CURLMOPT_PIPELINING, Int(CURLPIPE_MULTIPLEX))
  }

  deinit {
    waker.retire()
    for handle in active.values { curl_multi_remove_handle(pointer, handle.pointer) }
    curl_multi_cleanup(pointer)
  }

  /// Starts a transfer; it moves with the next `perform`.
  public func add(_ handle: EasyHandle) {
    active[ObjectIdentifier(handle)] = handle
    curl_multi_add_handle(pointer, handle.pointer)
  }

  /// Takes a transfer out, finished or not; its connection is closed when it was not.
  public func remove(_ handle: EasyHandle) {
    curl_multi_remove_handle(pointer, handle.pointer)
    active[ObjectIdentifier(handle)] = nil
  }

  /// Moves every transfer as far as it goes without waiting.
  public func perform() {
    var running: Int32 = 0
    curl_multi_perform(pointer, &running)
  }

  /// Sleeps until a transfer can move, the waker rings, or the pause is over.
  public func wait(atMost pause: Duration) {
    let milliseconds =
      pause.components.seconds * 1000
      + pause.components.attoseconds / 1_000_000_000_000_000
    // Rounded up: rounding down would wake before the time and spin.
    let timeout = Int32(clamping: max(0, milliseconds + 1))
    curl_multi_poll(pointer, nil, 0, timeout, nil)
  }

  /// The next transfer that has ended since the last call, with its error if it has one.
  ///
  /// It stays added until it is removed.
  public func nextEnded() -> (handle: EasyHandle, error: CurlError?)? {
    var left: Int32 = 0
    while let message = curl_multi_info_read(pointer, &left) {
      guard message.pointee.msg == CURLMSG_DONE else { continue }
      var context: UnsafeMutableRawPointer?
      magpie_easy_get_pointer(message.pointee.easy_handle, CURLINFO_PRIVATE, &context)
      guard let handle = EasyHandle.from(context) else { continue }
      let result = magpie_message_result(message)
      return (handle, result == CURLE_OK ? nil : CurlError(result))
    }
    return nil
  }
}
