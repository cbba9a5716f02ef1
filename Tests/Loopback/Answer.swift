/// A response under construction: status, headers and body.
struct Answer {
  var status: Int
  var headers: [(name: String, value: String)]
  var body: [UInt8]
  /// Lines added to the head unchanged, each with its line break.
  var rawLines: [UInt8] = []
  /// The same, before all other lines.
  var leadingLines: [UInt8] = []

  init(status: Int = 200, type: String? = nil, body: [UInt8] = []) {
    self.status = status
    self.body = body
    headers = []
    if let type { headers.append(("Content-Type", type)) }
  }

  /// A short page that states its status.
  static func note(_ status: Int) -> Answer {
    let text = "<!doctype html><title>\(status)</title><h1>\(status) \(reason(status))</h1>\n"
    return Answer(status: status, type: "text/html; charset=utf-8", body: Array(text.utf8))
  }

  /// Sets a header, replacing those with the same name.
  mutating func set(_ name: String, _ value: String?) {
    headers.removeAll { $0.name.lowercased() == name.lowercased() }
    if let value { headers.append((name, value)) }
  }

  /// Whether this status has a body (RFC 9110, 6.4.1).
  var mayHaveBody: Bool { status >= 200 && status != 204 && status != 304 }

  /// Returns the status line, headers and the empty line, with the `length` if it is given.
  func head(length: Int?) -> [UInt8] {
    let statusLine = "HTTP/1.1 \(status) \(Self.reason(status))\r\n"
    var text = ""
    for (name, value) in headers { text += "\(name): \(value)\r\n" }
    if let length, mayHaveBody { text += "Content-Length: \(length)\r\n" }
    return Array(statusLine.utf8) + leadingLines + Array(text.utf8) + rawLines + [13, 10]
  }

  private static func reason(_ status: Int) -> String {
    reasons[status] ?? "Status"
  }

  private static let reasons = [
    200: "OK", 204: "No Content", 206: "Partial Content", 301: "Moved Permanently", 302: "Found",
    303: "See Other", 304: "Not Modified", 307: "Temporary Redirect", 308: "Permanent Redirect",
    400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found",
    405: "Method Not Allowed", 410: "Gone", 429: "Too Many Requests",
    500: "Internal Server Error", 502: "Bad Gateway", 503: "Service Unavailable",
    504: "Gateway Timeout",
  ]
}
