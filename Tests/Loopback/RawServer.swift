import Glibc
import Threads

/// A server on 127.0.0.1 that answers whatever comes first on a connection with the same bytes, and
/// closes: for what is no HTTP, such as the messages of TLS.
public final class RawServer: Sendable {
  /// The port it listens on.
  public let port: UInt16
  private let listener: Listener
  private let thread: WorkerThread

  /// Serves these bytes.
  ///
  /// - Throws: ``LoopbackError`` if it cannot listen.
  public init(answering bytes: [UInt8]) throws {
    let listener = try Listener(port: 0)
    self.listener = listener
    port = listener.port
    thread = try WorkerThread(name: "raw server") {
      while let descriptor = listener.accept() {
        var message = [UInt8](repeating: 0, count: 1 << 14)
        _ = recv(descriptor, &message, message.count, 0)
        _ = send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL))
        close(descriptor)
      }
    }
  }

  deinit {
    listener.interrupt()
    thread.join()
    listener.close()
  }
}
