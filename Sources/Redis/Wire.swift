internal import CLibcurl
import Glibc

/// A connection that libcurl has made, with or without TLS, and through which bytes go as they are
/// (`CURLOPT_CONNECT_ONLY`).
final class Wire {
  /// Why bytes cannot be sent or received.
  enum Fault: Error {
    case notResolved(String)
    case notConnected(String)
    case tls(String)
    case timedOut
    case closed
  }

  /// The maximum time until it is noticed that a call is cancelled.
  private static let attention: Duration = .milliseconds(200)

  // Every handle reads this first.
  private static let isReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

  private let handle: UnsafeMutableRawPointer
  private let words = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))
  private var socket: curl_socket_t = -1
  fileprivate let isCancelled: @Sendable () -> Bool
  private var chunk = [UInt8](repeating: 0, count: 64 << 10)

  /// Connects; blocks until that is done or has failed.
  init(_ settings: RedisConnection.Settings) throws(Fault) {
    guard Self.isReady, let handle = curl_easy_init() else {
      preconditionFailure("libcurl could not be started: out of memory")
    }
    self.handle = handle
    isCancelled = settings.isCancelled
    words[0] = 0
    magpie_easy_set_pointer(handle, CURLOPT_ERRORBUFFER, words)
    let address = settings.address
    let scheme = address.usesTLS ? "https" : "http"
    magpie_easy_set_text(handle, CURLOPT_URL, "\(scheme)://\(address.host):\(address.port)/")
    magpie_easy_set_long(handle, CURLOPT_CONNECT_ONLY, 1)
    magpie_easy_set_long(handle, CURLOPT_NOSIGNAL, 1)
    magpie_easy_set_long(handle, CURLOPT_QUICK_EXIT, 1)
    magpie_easy_set_long(handle, CURLOPT_TCP_KEEPALIVE, 1)
    // The proxies of the environment are for websites.
    magpie_easy_set_text(handle, CURLOPT_PROXY, "")
    // What is negotiated there is a version of HTTP.
    magpie_easy_set_long(handle, CURLOPT_SSL_ENABLE_ALPN, 0)
    magpie_easy_set_long(handle, CURLOPT_SSL_VERIFYPEER, settings.verifiesCertificates ? 1 : 0)
    magpie_easy_set_long(handle, CURLOPT_SSL_VERIFYHOST, settings.verifiesCertificates ? 2 : 0)
    if let file = settings.certificates { magpie_easy_set_text(handle, CURLOPT_CAINFO, file) }
    magpie_easy_set_long(
      handle, CURLOPT_CONNECTTIMEOUT_MS, max(1, settings.connectTimeout.milliseconds))
    magpie_easy_set_pointer(
      handle, CURLOPT_XFERINFODATA, Unmanaged.passUnretained(self).toOpaque())
    magpie_easy_set_progress_function(handle, checkProgress)
    magpie_easy_set_long(handle, CURLOPT_NOPROGRESS, 0)
    guard !isCancelled() else { throw .timedOut }
    let result = curl_easy_perform(handle)
    guard result == CURLE_OK else { throw fault(result) }
    magpie_easy_get_pointer(handle, CURLINFO_ACTIVESOCKET, &socket)
    guard socket != CURL_SOCKET_BAD else { throw .closed }
  }

  deinit {
    curl_easy_cleanup(handle)
    words.deallocate()
  }

  /// Sends all bytes; what arrives meanwhile is passed on.
  ///
  /// A server that answers while it receives may not receive more before its answers are read.
  func send(
    _ bytes: [UInt8], until deadline: ContinuousClock.Instant,
    receiving take: (UnsafeRawBufferPointer) throws -> Void
  ) throws {
    // What nobody waits for is not sent: it would have an effect.
    guard !isCancelled() else { throw Fault.timedOut }
    var sent = 0
    while sent < bytes.count {
      var count = 0
      let result = bytes.withUnsafeBytes { bytes in
        curl_easy_send(handle, bytes.baseAddress.map { $0 + sent }, bytes.count - sent, &count)
      }
      if result == CURLE_OK {
        sent += count
      } else {
        guard result == CURLE_AGAIN else { throw Fault.closed }
        if try wait(for: POLLOUT | POLLIN, until: deadline) & POLLIN != 0 {
          _ = try receiveReady(take)
        }
      }
    }
  }

  /// Waits for bytes and passes them on.
  func receive(
    until deadline: ContinuousClock.Instant, _ take: (UnsafeRawBufferPointer) throws -> Void
  ) throws {
    // TLS may have decrypted bytes already, so the socket says nothing.
    while try !receiveReady(take) { _ = try wait(for: POLLIN, until: deadline) }
  }

  /// Passes on what has arrived; returns `false` if there is nothing.
  private func receiveReady(_ take: (UnsafeRawBufferPointer) throws -> Void) throws -> Bool {
    var count = 0
    let result = chunk.withUnsafeMutableBytes {
      curl_easy_recv(handle, $0.baseAddress, $0.count, &count)
    }
    if result == CURLE_AGAIN { return false }
    guard result == CURLE_OK, count > 0 else { throw Fault.closed }
    try chunk.withUnsafeBytes { try take(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
    return true
  }

  private func wait(for events: Int32, until deadline: ContinuousClock.Instant) throws -> Int32 {
    while true {
      let left = ContinuousClock.now.duration(to: deadline)
      guard left > .zero, !isCancelled() else { throw Fault.timedOut }
      var watched = pollfd(fd: socket, events: Int16(events), revents: 0)
      // Rounded up: rounding down would wake too early and spin.
      let ready = poll(&watched, 1, Int32(clamping: min(left, Self.attention).milliseconds + 1))
      if ready > 0 { return Int32(watched.revents) }
      guard ready == 0 || errno == EINTR else { throw Fault.closed }
    }
  }

  private func fault(_ result: CURLcode) -> Fault {
    let said = String(cString: words)
    let text = said.isEmpty ? String(cString: curl_easy_strerror(result)) : said
    switch result {
    case CURLE_COULDNT_RESOLVE_HOST, CURLE_URL_MALFORMAT: return .notResolved(text)
    case CURLE_OPERATION_TIMEDOUT, CURLE_ABORTED_BY_CALLBACK: return .timedOut
    case CURLE_COULDNT_CONNECT:
      var number = 0
      magpie_easy_get_pointer(handle, CURLINFO_OS_ERRNO, &number)
      return .notConnected(
        number > 0 ? String(cString: strerror(Int32(truncatingIfNeeded: number))) : text)
    case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE,
      CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER, CURLE_SSL_ISSUER_ERROR:
      return .tls(text)
    default: return .notConnected(text)
    }
  }
}

private func checkProgress(
  _ context: UnsafeMutableRawPointer?, _ downAll: curl_off_t, _ down: curl_off_t,
  _ upAll: curl_off_t, _ up: curl_off_t
) -> Int32 {
  guard let context else { return 0 }
  return Unmanaged<Wire>.fromOpaque(context).takeUnretainedValue().isCancelled() ? 1 : 0
}

extension Duration {
  /// The duration in whole milliseconds.
  fileprivate var milliseconds: Int {
    let (seconds, attoseconds) = components
    let (product, overflow) = Int(seconds).multipliedReportingOverflow(by: 1000)
    guard !overflow else { return .max }
    return product + Int(attoseconds / 1_000_000_000_000_000)
  }
}
