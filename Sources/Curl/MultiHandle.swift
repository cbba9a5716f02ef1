internal import CLibcurl
import Glibc

/// Many libcurl transfers, driven by one thread.
///
/// libcurl reports which sockets it waits for and until when (curl_multi_socket_action(3)), so the
/// cost depends on the number of events and not on the number of transfers. Use it only from the
/// thread that owns it; only its `waker` may be used from other threads.
public final class MultiHandle {
  private let pointer: UnsafeMutableRawPointer
  // A handle that was added must not be freed before it is removed.
  private var active: [ObjectIdentifier: EasyHandle] = [:]
  private let watch = SocketWatch()
  private let floods = FloodGuard()
  /// Transfers that were ended while they received what libcurl had kept during a pause.
  private var failed: [(handle: EasyHandle, error: CurlError)] = []
  /// When libcurl must be called even if no socket is ready, in nanoseconds of the monotonic clock.
  private var due: Int64?

  /// Ends a `wait` of this handle, from any thread.
  public let waker: MultiWaker

  /// Creates a handle.
  ///
  /// - Parameter connections: the maximum number of idle connections kept for later.
  public init(connections: Int) {
    guard CurlLibrary.isReady, let pointer = curl_multi_init() else {
      preconditionFailure("libcurl could not be started: out of memory")
    }
    self.pointer = pointer
    waker = MultiWaker(watch)
    magpie_multi_set_long(pointer, CURLMOPT_MAXCONNECTS, connections)
    magpie_multi_set_long(pointer, CURLMOPT_PIPELINING, Int(CURLPIPE_MULTIPLEX))
    magpie_multi_set_events(
      pointer, onInterest, onTimer, Unmanaged.passUnretained(self).toOpaque())
  }

  deinit {
    waker.retire()
    for handle in active.values { curl_multi_remove_handle(pointer, handle.pointer) }
    curl_multi_cleanup(pointer)
  }

  /// Adds a transfer; it starts with the next `perform` or `wait`.
  public func add(_ handle: EasyHandle) {
    active[ObjectIdentifier(handle)] = handle
    handle.floods = floods
    handle.forgetError()
    curl_multi_add_handle(pointer, handle.pointer)
  }

  /// Removes a transfer, finished or not; the connection of an unfinished one is closed.
  public func remove(_ handle: EasyHandle) {
    curl_multi_remove_handle(pointer, handle.pointer)
    active[ObjectIdentifier(handle)] = nil
  }

  /// How long libcurl acts on timers before sockets have their turn, in nanoseconds.
  private static let longestRound: Int64 = 20_000_000

  /// Advances the transfers whose timers have expired, including those just added, and those that
  /// `FloodGuard` has paused.
  ///
  /// While a server sends faster than its bytes can be read, libcurl asks each time to be called
  /// again at once. So it acts for a short time only: other transfers, and those that have to end,
  /// are looked at between.
  public func perform() {
    resume()
    let start = Self.now
    var now = start
    while let due, due <= now, now - start <= Self.longestRound {
      self.due = nil
      act(CURL_SOCKET_TIMEOUT, 0)
      now = Self.now
    }
  }

  private func resume() {
    for identifier in floods.takePaused() {
      guard let handle = active[identifier] else { continue }
      floods.beginTurn()
      let result = curl_easy_pause(handle.pointer, CURLPAUSE_CONT)
      // A transfer that failed meanwhile has no connection; its message tells why.
      guard result != CURLE_OK, result != CURLE_BAD_FUNCTION_ARGUMENT else { continue }
      // libcurl leaves it to the caller to end a transfer that fails here.
      failed.append((handle, handle.error(result)))
      curl_multi_remove_handle(pointer, handle.pointer)
    }
  }

  /// Sleeps until a transfer can advance, the waker is used, or the pause is over; then advances
  /// what can.
  ///
  /// - Parameters:
  ///   - pause: the maximum time to sleep.
  ///   - mayRead: whether a socket may be read now; a socket that is not read stays ready, and comes
  ///     first the next time.
  public func wait(atMost pause: Duration, reading mayRead: () -> Bool = { true }) {
    var milliseconds = floods.hasPaused ? 0 : Self.milliseconds(pause)
    // Rounded up: rounding down would wake too early and spin.
    if let due { milliseconds = min(milliseconds, (due - Self.now + 999_999) / 1_000_000) }
    watch.wait(atMost: Int32(clamping: max(0, milliseconds))) { socket, readiness in
      if readiness == .reading, !mayRead() { return false }
      var bits: Int32 = 0
      if readiness.contains(.reading) { bits |= CURL_CSELECT_IN }
      if readiness.contains(.writing) { bits |= CURL_CSELECT_OUT }
      if readiness.contains(.failed) { bits |= CURL_CSELECT_ERR }
      act(socket, bits)
      return true
    }
    perform()
  }

  /// Sleeps, without advancing a transfer, until the waker is used or the pause is over.
  ///
  /// - Parameter time: the maximum time.
  /// - Returns: whether the waker was used.
  public func pause(atMost time: Duration) -> Bool {
    watch.waitForWaker(atMost: Int32(clamping: Self.milliseconds(time)))
  }

  // Rounded up: rounding down would wake too early and spin.
  private static func milliseconds(_ time: Duration) -> Int64 {
    time.components.seconds * 1000 + time.components.attoseconds / 1_000_000_000_000_000 + 1
  }

  private func act(_ socket: Int32, _ bits: Int32) {
    var running: Int32 = 0
    floods.beginTurn()
    curl_multi_socket_action(pointer, socket, bits, &running)
  }

  /// Returns the next transfer that has ended since the last call, with its error if it failed.
  ///
  /// It stays added until it is removed.
  public func nextEnded() -> (handle: EasyHandle, error: CurlError?)? {
    while let (handle, error) = failed.popLast() {
      if active[ObjectIdentifier(handle)] != nil { return (handle, error) }
    }
    var left: Int32 = 0
    while let message = curl_multi_info_read(pointer, &left) {
      guard message.pointee.msg == CURLMSG_DONE else { continue }
      var context: UnsafeMutableRawPointer?
      magpie_easy_get_pointer(message.pointee.easy_handle, CURLINFO_PRIVATE, &context)
      guard let handle = EasyHandle.from(context) else { continue }
      let result = magpie_message_result(message)
      return (handle, result == CURLE_OK ? nil : handle.error(result))
    }
    return nil
  }

  // MARK: libcurl's callbacks

  fileprivate func note(_ socket: Int32, wanted: SocketWatch.Readiness) {
    watch.set(socket, wanted)
  }

  fileprivate func note(timeout milliseconds: Int) {
    due = milliseconds < 0 ? nil : Self.now + Int64(milliseconds) * 1_000_000
  }

  private static var now: Int64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }
}

private func multi(_ context: UnsafeMutableRawPointer?) -> MultiHandle? {
  context.map { Unmanaged<MultiHandle>.fromOpaque($0).takeUnretainedValue() }
}

private func onInterest(
  _ handle: UnsafeMutableRawPointer?, _ socket: Int32, _ what: Int32,
  _ context: UnsafeMutableRawPointer?, _ socketContext: UnsafeMutableRawPointer?
) -> Int32 {
  var wanted: SocketWatch.Readiness = []
  if what == CURL_POLL_IN || what == CURL_POLL_INOUT { wanted.insert(.reading) }
  if what == CURL_POLL_OUT || what == CURL_POLL_INOUT { wanted.insert(.writing) }
  multi(context)?.note(socket, wanted: wanted)
  return 0
}

private func onTimer(
  _ handle: UnsafeMutableRawPointer?, _ milliseconds: Int, _ context: UnsafeMutableRawPointer?
) -> Int32 {
  multi(context)?.note(timeout: milliseconds)
  return 0
}
