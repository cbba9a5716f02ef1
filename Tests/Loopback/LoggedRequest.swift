/// A request received by a test site.
public struct LoggedRequest: Sendable {
  /// The method, as sent.
  public let method: String
  /// The target of the request line, as sent: path and query, still percent-encoded.
  public let target: String
  /// The headers in their order, names as sent.
  public let headers: [(name: String, value: String)]
  /// The whole head as it arrived.
  public let head: [UInt8]
  /// When its head was complete, in nanoseconds of the monotonic clock.
  public let arrival: UInt64
  /// The number of its connection, counted from 1 in the order of accepting.
  public let connection: Int

  /// The target without its query.
  public var path: String { target.firstIndex(of: "?").map { String(target[..<$0]) } ?? target }

  /// Whether it is not one that a client makes on its own account.
  public var isForContent: Bool { !Self.unlinkedPaths.contains(path) }

  private static let unlinkedPaths: Set<String> = [
    "/robots.txt", "/ai.txt", "/.well-known/tdmrep.json", "/favicon.ico",
  ]

  /// Returns the value of the first header with this name, ignoring case.
  public func header(_ name: String) -> String? {
    let name = name.lowercased()
    return headers.first { $0.name.lowercased() == name }?.value
  }

  /// Parses the head of a request; returns `nil` if it is invalid.
  init?(head: Span<UInt8>, arrival: UInt64, connection: Int) {
    let text = head.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
    let lines = text.split(separator: "\r\n", omittingEmptySubsequences: true)
    guard let requestLine = lines.first else { return nil }
    let parts = requestLine.split(separator: " ")
    guard parts.count == 3, parts[2].hasPrefix("HTTP/1.") else { return nil }
    method = String(parts[0])
    target = String(parts[1])
    headers = lines.dropFirst().compactMap { line in
      guard let colon = line.firstIndex(of: ":") else { return nil }
      let value = line[line.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
      return (String(line[..<colon]), String(value))
    }
    self.head = head.withUnsafeBufferPointer { Array($0) }
    self.arrival = arrival
    self.connection = connection
  }

  /// Whether the client wants the connection to stay open after the response.
  var keepsAlive: Bool { header("connection")?.lowercased() != "close" }
}
