import Glibc

/// A connection to a server on 127.0.0.1 that sends whatever bytes it is given.
public final class Visitor {
  private let descriptor: Int32

  /// Connects to a port.
  public init(port: UInt16) throws(LoopbackError) {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { throw .call("socket") }
    var address = sockaddr_in.loopback(port: port)
    let outcome = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
        connect(descriptor, generic, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard outcome == 0 else {
      Glibc.close(descriptor)
      throw .call("connect")
    }
    self.descriptor = descriptor
  }

  deinit { Glibc.close(descriptor) }

  /// Sends bytes; what the server does not take is lost.
  public func send(_ bytes: [UInt8]) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes {
        Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }

  /// Sends a text.
  public func send(_ text: String) { send(Array(text.utf8)) }

  /// Receives until a text has arrived or the server closes the connection.
  ///
  /// - Returns: all bytes so far, as text.
  public func receive(until text: String? = nil) -> String {
    var received: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let words = String(decoding: received, as: UTF8.self)
      if let text, words.contains(text) { return words }
      let count = recv(descriptor, &piece, piece.count, 0)
      guard count > 0 else { return words }
      received += piece[..<count]
    }
  }

  /// Sends a request on a connection of its own and returns the whole answer.
  public static func get(
    _ path: String, at port: UInt16, host: String? = nil, _ fields: String = ""
  ) throws(LoopbackError) -> String {
    let visitor = try Visitor(port: port)
    visitor.send(
      "GET \(path) HTTP/1.1\r\nHost: \(host ?? "127.0.0.1:\(port)")\r\n\(fields)"
        + "Connection: close\r\n\r\n")
    return visitor.receive()
  }
}
