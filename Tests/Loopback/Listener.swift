import Glibc

/// A listening socket on 127.0.0.1.
struct Listener: Sendable {
  /// The port it listens on.
  let port: UInt16
  private let descriptor: Int32

  /// Listens on a port; 0 chooses a free one.
  init(port wanted: UInt16) throws(LoopbackError) {
    let descriptor = socket(
      AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { throw .call("socket") }
    var yes: Int32 = 1
    setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
    var address = sockaddr_in.loopback(port: wanted)
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let outcome = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
        guard bind(descriptor, generic, size) == 0 else { return "bind to port \(wanted)" }
        guard listen(descriptor, 1024) == 0 else { return "listen" }
        return getsockname(descriptor, generic, &size) == 0 ? "" : "getsockname"
      }
    }
    guard outcome.isEmpty else {
      let error = LoopbackError.call(outcome)
      Glibc.close(descriptor)
      throw error
    }
    port = UInt16(bigEndian: address.sin_port)
    self.descriptor = descriptor
  }

  /// Waits for the next connection; returns `nil` once the socket was interrupted.
  func accept() -> Int32? {
    while true {
      let connection = Glibc.accept(descriptor, nil, nil)
      if connection >= 0 {
        // Programs started by a test must not inherit the connection.
        _ = fcntl(connection, F_SETFD, FD_CLOEXEC)
        return connection
      }
      guard errno == EINTR || errno == ECONNABORTED || errno == EMFILE else { return nil }
    }
  }

  /// Makes every current and later `accept` return `nil`.
  func interrupt() { shutdown(descriptor, Int32(SHUT_RDWR)) }

  /// Closes the descriptor; no thread may be in `accept`.
  func close() { Glibc.close(descriptor) }
}
