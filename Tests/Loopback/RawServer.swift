import Glibc
import Threads

/// A server on 127.0.0.1 that is no HTTP server: it does with each connection what a test says.
public final class RawServer: Sendable {
  /// The port it listens on.
  public let port: UInt16
  private let listener: Listener
  private let thread: WorkerThread
  /// The connections that are served at once.
  private let open = Monitor<Set<Int32>>([])

  /// Serves one connection after the other, or all at once.
  ///
  /// - Parameters:
  ///   - port: the port; 0 for a free one.
  ///   - isConcurrent: whether each connection gets a thread of its own.
  ///   - serve: is called with each connection, which is closed after it; it must return when the
  ///     client closes its side.
  /// - Throws: ``LoopbackError`` if it cannot listen.
  public init(
    port: UInt16 = 0, concurrently isConcurrent: Bool = false,
    serving serve: @escaping @Sendable (RawConnection) -> Void
  ) throws {
    let listener = try Listener(port: port)
    self.listener = listener
    self.port = listener.port
    thread = try WorkerThread(name: "raw server") { [open] in
      while let descriptor = listener.accept() {
        guard isConcurrent else {
          serve(RawConnection(descriptor: descriptor))
          close(descriptor)
          continue
        }
        open.withLock { _ = $0.insert(descriptor) }
        _ = try? WorkerThread(name: "raw connection") {
          serve(RawConnection(descriptor: descriptor))
          // Under the lock, so that no descriptor is shut down that was reused.
          open.withLock { open in
            open.remove(descriptor)
            close(descriptor)
          }
          open.broadcast()
        }
      }
    }
  }

  /// Answers whatever comes first on a connection with the same bytes, and closes: for what is no
  /// HTTP, such as the messages of TLS.
  ///
  /// - Throws: ``LoopbackError`` if it cannot listen.
  public convenience init(answering bytes: [UInt8]) throws {
    try self.init { connection in
      _ = connection.receive()
      _ = connection.send(bytes)
    }
  }

  deinit {
    listener.interrupt()
    thread.join()
    open.withLock { open in
      for descriptor in open { shutdown(descriptor, Int32(SHUT_RDWR)) }
    }
    open.wait { $0.isEmpty ? .finish(()) : .sleep }
    listener.close()
  }
}

/// A connection of a ``RawServer``.
public struct RawConnection {
  let descriptor: Int32

  /// Takes a socket, which stays the caller's to close.
  public init(descriptor: Int32) { self.descriptor = descriptor }

  /// Waits for bytes; returns none when the client has closed.
  public func receive() -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: 1 << 14)
    // Read before it is taken: in one expression, the prefix would be that of the bytes from before.
    let count = recv(descriptor, &bytes, bytes.count, 0)
    return Array(bytes.prefix(max(0, count)))
  }

  /// Sends bytes; returns `false` if the client has closed.
  public func send(_ bytes: [UInt8]) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes {
        Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }

  /// Waits until the client closes.
  public func waitForEnd() { while !receive().isEmpty {} }
}
